using System.Globalization;
using Dixa.Webhooks.Admin.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Console;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>Tells systemd when the application has started, that it is alive, and when it stops. Does nothing elsewhere.</summary>
internal static class ServiceManager
{
    public static void Add(IServiceCollection services)
    {
        // AddSystemd would look at the parent process, which ProtectProc=invisible hides.
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NOTIFY_SOCKET")))
        {
            return;
        }

        services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
        services.AddSingleton<IHostLifetime, SystemdLifetime>();
        if (Environment.GetEnvironmentVariable("JOURNAL_STREAM") is { Length: > 0 })
        {
            services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = ConsoleFormatterNames.Systemd);
        }

        if (WatchdogInterval(Environment.GetEnvironmentVariable("WATCHDOG_USEC")) is { } interval)
        {
            services.AddHostedService(provider => new Watchdog(provider.GetRequiredService<ISystemdNotifier>(), interval, provider.GetRequiredService<ILogger<Watchdog>>()));
        }
    }

    /// <summary>Half of the time after which systemd restarts a silent process; null without a watchdog.</summary>
    /// <param name="microseconds">The value of the variable that systemd sets.</param>
    internal static TimeSpan? WatchdogInterval(string? microseconds) =>
        long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 ? TimeSpan.FromMicroseconds(limit) / 2 : null;

    /// <summary>A process whose thread pool does no work any more sends nothing, and is restarted.</summary>
    internal sealed class Watchdog(ISystemdNotifier systemd, TimeSpan interval, ILogger<Watchdog> logger) : GuardedService(TimeProvider.System, logger)
    {
        private static readonly ServiceState Alive = new("WATCHDOG=1");

        protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => [_ =>
        {
            systemd.Notify(Alive);
            return Task.FromResult<TimeSpan?>(interval);
        }];

        protected override string Consequence => "systemd restarts the application";
    }
}
