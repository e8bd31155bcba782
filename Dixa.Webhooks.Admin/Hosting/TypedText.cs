namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>
/// Keeps what people type out of the log. Some categories of the framework log what they receive at Trace or Debug: passwords, secrets
/// and header values too. They write nothing below Warning, whatever level the settings ask for and for whichever logging provider.
/// </summary>
public static class TypedText
{
    /// <summary>Each with the categories under it.</summary>
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.SignalR", "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Antiforgery",
        "Microsoft.AspNetCore.HttpLogging", "Microsoft.AspNetCore.Server.Kestrel.Core.Internal.LoggingConnectionMiddleware",
        "Microsoft.AspNetCore.Mvc", "Microsoft.JSInterop",
    ];

    /// <summary>To be called when every other rule is there; it also covers those that a changed settings file brings later.</summary>
    public static IServiceCollection KeepTypedTextOutOfTheLog(this IServiceCollection services) => services.PostConfigure<LoggerFilterOptions>(Guard);

    internal static void Guard(LoggerFilterOptions options)
    {
        // A rule for one provider or a longer category would win over any rule added here, so each rule gets the condition.
        for (var i = 0; i < options.Rules.Count; i++)
        {
            var rule = options.Rules[i];
            options.Rules[i] = new LoggerFilterRule(rule.ProviderName, rule.CategoryName, rule.LogLevel, (provider, category, level) =>
                MayWrite(category, level) && rule.Filter?.Invoke(provider, category, level) is not false);
        }

        // Where no rule applies, the minimum level alone would decide. First, since of two equal rules the later one wins.
        options.Rules.Insert(0, new LoggerFilterRule(null, null, options.MinLevel, (_, category, level) => MayWrite(category, level)));
    }

    private static bool MayWrite(string? category, LogLevel level) => level >= LogLevel.Warning || category is null || !IsSensitive(category);

    private static bool IsSensitive(string category) => Array.Exists(
        Categories,
        sensitive => category.StartsWith(sensitive, StringComparison.OrdinalIgnoreCase) && (category.Length == sensitive.Length || category[sensitive.Length] == '.'));
}
