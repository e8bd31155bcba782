using System.Data.Common;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Telemetry;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// Claims unleased lanes that have due deliveries, when several processes share a store: new lanes, and lanes whose process has ended,
/// once their leases expire. Since it does not rely on hints, it also wakes lanes of this process whose hint was lost.
/// </summary>
internal sealed partial class LaneClaimService(StoreDialect store, LaneRegistry lanes, NodeIdentity process, TimeProvider time, StoreFailureLog failures, DispatchMetrics metrics, IOptions<DispatchOptions> options, ILogger<LaneClaimService> logger)
    : GuardedService(time, logger)
{
    /// <summary>Small, so that processes that start at the same time share the lanes.</summary>
    private const int ClaimBatchSize = 8;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>After this many checks, the lanes of this process are checked too.</summary>
    private const int CheckOwnEvery = 20;

    private readonly TimeSpan _lease = options.Value.Lease;

    private readonly LaneClaims _claims = store.Claims ?? throw new InvalidOperationException("One process alone uses the store.");

    private int _checks;

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => [CheckAsync];

    protected override string Consequence => "This process claims no further lanes";

    private async Task<TimeSpan?> CheckAsync(CancellationToken stopping)
    {
        if (lanes.Stopped)
        {
            return null;
        }

        try
        {
            await ClaimAsync(checkOwn: _checks++ % CheckOwnEvery == 0, stopping);
            failures.Succeeded();
        }
        catch (DbException error)
        {
            Log.ClaimFailed(logger, error);
        }

        return Interval;
    }

    private async Task ClaimAsync(bool checkOwn, CancellationToken stopping)
    {
        IReadOnlyList<ClaimedLane> claimed;
        do
        {
            var now = Time.GetUtcNow();
            claimed = lanes.Stopped ? [] : await _claims.ClaimAsync(process.Id, now, now + _lease, ClaimBatchSize, stopping);
            foreach (var lane in claimed)
            {
                lanes.OnClaimed(lane.SubscriptionId);
            }

            metrics.TookOver(claimed.Count(lane => lane.TakenOver));
        }
        while (claimed.Count == ClaimBatchSize);

        foreach (var lane in checkOwn ? await _claims.OwnAsync(process.Id, Time.GetUtcNow(), stopping) : [])
        {
            lanes.OnClaimed(lane);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1730, LogLevel.Warning, "Failed to claim lanes; retrying in 1 s")]
        public static partial void ClaimFailed(ILogger logger, Exception error);
    }
}
