using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Reads;

/// <summary>Reads payloads in batches of limited size, since one event can have a megabyte.</summary>
internal static class EventBatch
{
    private const long MaxBytes = 8L << 20;

    /// <summary>The first events in the order of their keys: at most <paramref name="max"/>, and only as many as fit, but at least one.</summary>
    public static async Task<List<StoredEvent>> ReadAsync(IQueryable<StoredEvent> events, int max, CancellationToken cancel)
    {
        var (batch, bytes) = (new List<StoredEvent>(), 0L);
        await foreach (var stored in events.AsNoTracking().OrderBy(stored => stored.Id).Take(max).AsAsyncEnumerable().WithCancellation(cancel))
        {
            batch.Add(stored);
            bytes += stored.Payload.Length;
            if (bytes > MaxBytes)
            {
                break;
            }
        }

        return batch;
    }
}
