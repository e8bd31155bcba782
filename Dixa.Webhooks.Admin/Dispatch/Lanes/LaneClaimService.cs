using System.Data.Common;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>
/// Where several processes share a store, takes up the lanes that nobody works: new ones, and those of a process that ended, as soon
/// as its leases have. It finds also what was due without a hint, so it does each process's part of what the recover job is for.
/// </summary>
internal sealed partial class LaneClaimService(PostgresLanes store, LaneRegistry lanes, NodeIdentity process, TimeProvider time, StoreFailureLog failures, IOptions<DispatchOptions> options, ILogger<LaneClaimService> logger)
    : GuardedService(time, logger)
{
    /// <summary>So many lanes at a time, so that processes which start together share them.</summary>
    private const int AtATime = 8;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Every so many looks, at the own lanes too.</summary>
    private const int OwnEach = 20;

    private readonly TimeSpan _lease = options.Value.Lease;

    private int _looks;

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => [LookAsync];

    protected override string Consequence => "Lanes that no process works are not taken over";

    private async Task<TimeSpan?> LookAsync(CancellationToken stopping)
    {
        if (lanes.Stopped)
        {
            return null;
        }

        try
        {
            await LookAsync(ownToo: _looks++ % OwnEach == 0, stopping);
            failures.Succeeded();
        }
        catch (DbException error)
        {
            Log.NotFound(logger, error);
        }

        return Interval;
    }

    private async Task LookAsync(bool ownToo, CancellationToken stopping)
    {
        IReadOnlyList<Guid> claimed;
        do
        {
            var now = Time.GetUtcNow();
            claimed = lanes.Stopped ? [] : await store.ClaimAsync(process.Id, now, now + _lease, AtATime, stopping);
            foreach (var lane in claimed)
            {
                lanes.Take(lane);
            }
        }
        while (claimed.Count == AtATime);

        foreach (var lane in ownToo ? await store.OwnAsync(process.Id, Time.GetUtcNow(), stopping) : [])
        {
            lanes.Take(lane);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Failed to claim lanes; retrying in a second")]
        public static partial void NotFound(ILogger logger, Exception error);
    }
}
