using System.Diagnostics.CodeAnalysis;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.Start;
using Dixa.Webhooks.Admin.Components;
using Dixa.Webhooks.Admin.Notifications;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>
/// The command line flag <c>--reset-password</c> with a person's e-mail address: prints a link to set a new password and exits, instead of
/// starting the application. A running application serves the link.
/// </summary>
internal static class ResetPasswordFlag
{
    public const string Flag = "--reset-password";

    /// <summary>Returns the arguments without the flag, and the person's e-mail address; null without the flag.</summary>
    public static string[] Take(IReadOnlyList<string> args, out string? email, out string? error)
    {
        var rest = ValueFlag.Take(args, Flag, out email, out var isMissing);
        error = isMissing ? $"{Flag} needs the person's e-mail address, for example {Flag} ada@example.com." : null;
        return rest;
    }

    /// <summary>Prints the link and returns the exit code.</summary>
    /// <exception cref="StoreUnavailableException">There is no database, or its schema is from another version.</exception>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The link belongs on the terminal of the person who requested it, not in a log.")]
    public static async Task<int> RunAsync(IServiceProvider services, string email)
    {
        await services.RequireStoreAsync();
        if (await services.GetRequiredService<PasswordResetter>().IssueAsync(email) is not { } secret)
        {
            await Console.Error.WriteLineAsync($"{Flag}: no one has the e-mail address {email}. See Settings > People for all accounts.");
            return 1;
        }

        await Console.Out.WriteLineAsync(
            $"Open this link to set a new password for {email}. It works once, within {PasswordResetter.Lifetime.TotalMinutes:0} minutes, while the application is running:");
        await Console.Out.WriteLineAsync($"{Address(services)}{AppUrls.ResetPasswordWith(secret)}");
        return 0;
    }

    private static string Address(IServiceProvider services)
    {
        var urls = services.GetRequiredService<IConfiguration>()["Urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return services.GetRequiredService<IOptions<NotificationsOptions>>().Value.AppUrl is { Length: > 0 } app
            ? app.TrimEnd('/')
            : ReachableAddress.Of(urls?.FirstOrDefault() ?? "http://localhost");
    }
}
