namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>
/// Keeps what people type out of the log. Some framework categories log their input at Trace or Debug, including passwords, secrets
/// and header values. They never log below Warning, whatever the configured level and logging provider.
/// </summary>
public static class UserInputLogging
{
    /// <summary>Includes all categories below each of these.</summary>
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.SignalR", "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Antiforgery",
        "Microsoft.AspNetCore.HttpLogging", "Microsoft.AspNetCore.Server.Kestrel.Core.Internal.LoggingConnectionMiddleware",
        "Microsoft.AspNetCore.Mvc", "Microsoft.JSInterop",
    ];

    /// <summary>Call after all other filter rules are registered. It also covers rules from later changes of the settings file.</summary>
    public static IServiceCollection KeepUserInputOutOfTheLog(this IServiceCollection services) => services.PostConfigure<LoggerFilterOptions>(Guard);

    internal static void Guard(LoggerFilterOptions options)
    {
        // A rule for one provider or a longer category would override any rule added here, so every rule gets the condition.
        for (var i = 0; i < options.Rules.Count; i++)
        {
            var rule = options.Rules[i];
            options.Rules[i] = new LoggerFilterRule(rule.ProviderName, rule.CategoryName, rule.LogLevel, (provider, category, level) =>
                MayWrite(category, level) && rule.Filter?.Invoke(provider, category, level) is not false);
        }

        // Without a matching rule, only the minimum level would decide. Inserted first, because of two equal rules the later one wins.
        options.Rules.Insert(0, new LoggerFilterRule(null, null, options.MinLevel, (_, category, level) => MayWrite(category, level)));
    }

    private static bool MayWrite(string? category, LogLevel level) => level >= LogLevel.Warning || category is null || !IsSensitive(category);

    private static bool IsSensitive(string category) => Array.Exists(
        Categories,
        sensitive => category.StartsWith(sensitive, StringComparison.OrdinalIgnoreCase) && (category.Length == sensitive.Length || category[sensitive.Length] == '.'));
}
