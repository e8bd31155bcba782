using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Replays;

/// <summary>The next missed events.</summary>
/// <param name="Events">Their keys, by the time of the events.</param>
/// <param name="Position">Every event up to this key was read.</param>
internal sealed record MissedBatch(IReadOnlyList<long> Events, long Position);

/// <summary>
/// Reads the next events that a webhook missed. Most events of a span may have a delivery, so it reads a bounded number of keys at once and tells how far it
/// has come.
/// </summary>
internal sealed class MissedEventReader(WebhooksDbContext context, Guid webhook, IReadOnlyList<string> types, TimeProvider time, CancellationToken cancel)
{
    private const int Window = 5_000;

    /// <summary>The position is stored at least this often.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(500);

    /// <param name="range">Where to read.</param>
    /// <param name="max">Max events to return.</param>
    public async Task<MissedBatch> ReadAsync(EventRange range, int max)
    {
        var (found, after, started) = (new List<Found>(), range.After, time.GetTimestamp());
        while (after < range.Last && found.Count < max && time.GetElapsedTime(started) < MaxTime)
        {
            // Skips keys that were purged or never used.
            if (await context.Events.Where(stored => stored.Id > after).OrderBy(stored => stored.Id).Select(stored => (long?)stored.Id).FirstOrDefaultAsync(cancel) is not { } first || first > range.Last)
            {
                after = range.Last;
                break;
            }

            var upTo = Math.Min(range.Last, first + Window - 1);
            found.AddRange(await MissedAsync(first, upTo, max - found.Count));
            after = found.Count == max ? found[^1].Key : upTo;
        }

        // The times do not grow strictly with the keys. Of several events with the same time, the keys decide.
        return new MissedBatch([.. found.OrderBy(one => one.ReceivedAt).Select(one => one.Key)], after);
    }

    private Task<List<Found>> MissedAsync(long first, long upTo, int max) => context.Events
        .Where(stored => stored.Id >= first && stored.Id <= upTo && types.Contains(stored.EventType) && !stored.IsTest && stored.RemovedAt == null)
        .MissedBy(webhook, context)
        .OrderBy(stored => stored.Id).Take(max).Select(stored => new Found(stored.Id, stored.ReceivedAt)).ToListAsync(cancel);

    private sealed record Found(long Key, DateTimeOffset ReceivedAt);
}
