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
/// <c>--reset-password</c> on the command line, with a person's e-mail address: prints a link that sets a new password, and ends instead of
/// starting the application. It works next to a running application, which serves the link.
/// </summary>
internal static class ResetPasswordFlag
{
    public const string Flag = "--reset-password";

    /// <summary>Returns the arguments without the flag.</summary>
    /// <param name="args">The arguments as they were typed.</param>
    /// <param name="email">Whose password is lost; null without the flag.</param>
    /// <param name="problem">What is wrong with the flag, as a sentence; null when nothing is.</param>
    public static string[] Take(IReadOnlyList<string> args, out string? email, out string? problem)
    {
        var rest = ValueFlag.Take(args, Flag, out email, out var isMissing);
        problem = isMissing ? $"{Flag} needs the e-mail address of the person, for example {Flag} ada@example.com." : null;
        return rest;
    }

    /// <summary>Prints the link and returns the exit code.</summary>
    /// <exception cref="StoreUnavailableException">There is no store, or it is from another version.</exception>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The link belongs on the terminal of the person who asked for it, not into a log.")]
    public static async Task<int> RunAsync(IServiceProvider services, string email)
    {
        await services.RequireStoreAsync();
        if (await services.GetRequiredService<PasswordResetter>().IssueAsync(email) is not { } secret)
        {
            await Console.Error.WriteLineAsync($"{Flag}: nobody has the e-mail address {email}. Settings > People lists everyone.");
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
