namespace Dixa.Webhooks.Admin.Startup;

internal static partial class StartedLog
{
    [LoggerMessage(1020, LogLevel.Information, "Dixa Webhooks {Version} started")]
    public static partial void Started(ILogger logger, string version);
}
