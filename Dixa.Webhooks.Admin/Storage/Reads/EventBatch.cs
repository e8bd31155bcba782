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
        var sizes = await events.AsNoTracking().OrderBy(stored => stored.Id).Take(max).Select(stored => new { stored.Id, stored.Payload.Length }).ToListAsync(cancel);
        var (bytes, last) = (0L, 0L);
        foreach (var stored in sizes)
        {
            bytes += stored.Length;
            if (bytes > MaxBytes && last > 0)
            {
                break;
            }

            last = stored.Id;
        }

        return last == 0 ? [] : await events.AsNoTracking().Where(stored => stored.Id <= last).OrderBy(stored => stored.Id).ToListAsync(cancel);
    }
}
