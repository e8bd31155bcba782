using System.Diagnostics.CodeAnalysis;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.Start;
using Dixa.Webhooks.Admin.Components;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Prints a link with which a person can set a new password. A running application serves the link.</summary>
internal static class ResetPasswordCommand
{
    public const string Option = "--reset-password";

    /// <summary>Returns the exit code.</summary>
    /// <exception cref="StoreUnavailableException">There is no database, or its schema is from another version.</exception>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The link belongs on the terminal of the person who requested it, not in a log.")]
    public static async Task<int> RunAsync(IServiceProvider services, string email)
    {
        await services.RequireStoreAsync();
        if (await services.GetRequiredService<PasswordResetter>().IssueAsync(email) is not { } secret)
        {
            await Console.Error.WriteLineAsync($"{Option}: no one has the e-mail address {email}. See Settings > People for all accounts.");
            return 1;
        }

        await Console.Out.WriteLineAsync(
            $"Open this link to set a new password for {email}. It works once, within {PasswordResetter.Lifetime.TotalMinutes:0} minutes, while the application is running:");
        await Console.Out.WriteLineAsync($"{Address(services)}/{AppUrls.ResetPasswordWith(secret)}");
        return 0;
    }

    private static string Address(IServiceProvider services)
    {
        var urls = services.GetRequiredService<IConfiguration>()["Urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ReachableAddress.Of(services.GetRequiredService<IOptions<AppOptions>>().Value, urls?.FirstOrDefault());
    }
}
