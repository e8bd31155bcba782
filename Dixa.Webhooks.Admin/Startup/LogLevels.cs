namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Checks the levels in <c>Logging:LogLevel</c> and in the same section of each logging provider.</summary>
internal static class LogLevels
{
    public static IEnumerable<string> Errors(IConfiguration configuration)
    {
        var logging = configuration.GetSection("Logging");
        return from section in logging.GetChildren().Select(child => child.GetSection("LogLevel")).Prepend(logging.GetSection("LogLevel"))
               from category in section.GetChildren()
               where category.Value is { Length: > 0 } level && !Enum.TryParse<LogLevel>(level, ignoreCase: true, out _)
               select $"{category.Path} is \"{category.Value}\". It must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}.";
    }
}
