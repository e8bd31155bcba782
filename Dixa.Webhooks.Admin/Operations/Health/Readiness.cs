using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dixa.Webhooks.Admin.Operations.Health;

/// <summary>
/// Whether this process can do its work. However many monitors ask, the checks run once a second at most, and only if someone asks. Each check has a
/// time limit, so that a store that hangs is reported like one that fails.
/// </summary>
/// <remarks>
/// A monitor that asks each second gets 503 within 5 seconds of a fault. The fault is seen by the first round of checks that begins after it, or by the second:
/// the first one accepts writes that succeeded since the last round, which may be from before the fault. Rounds begin <see cref="Freshness"/> apart, so the
/// second begins at most 2 seconds after the fault, and ends at most <see cref="CheckTimeout"/> later, which makes 4 seconds.
/// </remarks>
internal sealed partial class Readiness(HealthCheckService checks, TimeProvider time, ILogger<Readiness> logger)
{
    /// <summary>The name in the report if the checks themselves did not end.</summary>
    public const string NotChecked = "checks";

    public static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    /// <summary>Guards the last check and what was logged.</summary>
    private readonly Lock _gate = new();
    private Task<ReadinessReport>? _last;
    private long _startedAt;
    private string _loggedFailures = "";

    public async Task<ReadinessReport> ReadAsync()
    {
        try
        {
            return Log(await Current().WaitAsync(Deadline));
        }
        catch (TimeoutException)
        {
            return Log(new ReadinessReport([new(NotChecked, false)]));
        }
    }

    private Task<ReadinessReport> Current()
    {
        lock (_gate)
        {
            if (_last is not { IsCompleted: false } && (_last is null || time.GetElapsedTime(_startedAt) >= Freshness))
            {
                _startedAt = time.GetTimestamp();
                _last = Task.Run(CheckAsync);
            }

            return _last;
        }
    }

    private async Task<ReadinessReport> CheckAsync()
    {
        var report = await checks.CheckHealthAsync();
        return new ReadinessReport([.. report.Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Status is HealthStatus.Healthy))]);
    }

    /// <summary>Logs changes only, and nothing while the process starts or stops.</summary>
    private ReadinessReport Log(ReadinessReport report)
    {
        if (report.Failed.Contains(ProcessCheck.Name))
        {
            return report;
        }

        var failures = string.Join(", ", report.Failed);
        lock (_gate)
        {
            if (failures == _loggedFailures)
            {
                return report;
            }

            _loggedFailures = failures;
        }

        if (report.IsReady)
        {
            Messages.Ready(logger);
        }
        else
        {
            Messages.NotReady(logger, failures);
        }

        return report;
    }

    private static partial class Messages
    {
        [LoggerMessage(1031, LogLevel.Warning, "This process is not ready: {Checks} failed")]
        public static partial void NotReady(ILogger logger, string checks);

        [LoggerMessage(1032, LogLevel.Information, "This process is ready again")]
        public static partial void Ready(ILogger logger);
    }
}
