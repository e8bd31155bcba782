using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dixa.Webhooks.Admin.Operations.Health;

/// <summary>
/// Whether the store can be written. What the writers did since the last check tells it for free. If they did nothing, a tiny write goes through them,
/// which also shows that they still work. A singleton, because it remembers the last check.
/// </summary>
internal sealed class StoreCheck(StoreDialect dialect, GroupCommit writer, IntakeWriter intake) : IHealthCheck
{
    /// <summary>A failure of some writes counts for this long, although others succeed: on a full disk, small writes can succeed and large ones fail.</summary>
    private static readonly TimeSpan FailureTime = TimeSpan.FromSeconds(5);

    private readonly long _firstKey = -Random.Shared.NextInt64(1L << 62);
    private (long Writer, long Intake) _committed;
    private Task? _probe;
    private int _probes;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var hasFailed = writer.FailedWithin(FailureTime) || intake.FailedWithin(FailureTime);
        var committed = (writer.Committed, intake.Committed);
        var areBusy = committed.Item1 != _committed.Writer && (committed.Item2 != _committed.Intake || committed.Item2 == 0);
        if (hasFailed || !areBusy)
        {
            await ProbeAsync(cancellationToken);
        }

        _committed = (writer.Committed, intake.Committed);
        return !hasFailed && dialect.CanGrow() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }

    /// <summary>While a probe waits, for example for a lock, no other one joins it.</summary>
    private async Task ProbeAsync(CancellationToken cancel)
    {
        if (_probe is not { IsCompleted: false })
        {
            _probe = Task.WhenAll(writer.CommitAsync(Next()), intake.CommitAsync(Next()));
        }

        await _probe.WaitAsync(cancel);
    }

    private ProbeStore Next() => new(_firstKey - Interlocked.Increment(ref _probes));
}
