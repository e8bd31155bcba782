using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>
/// Deletes the entries of purged events from the index of subjects, in the order of the index. Deleting them with each event would change a page of
/// the index for each entry.
/// </summary>
internal sealed class SubjectCleanup(WebhooksDbContext context, PacedWriter writer)
{
    private const int ReadAtOnce = 2_000;

    public async Task RunAsync()
    {
        var (subject, key) = (long.MinValue, 0L);
        while (await NextAsync(subject, key) is { Count: > 0 } entries)
        {
            foreach (var batch in (await OrphansAsync(entries)).Chunk(Math.Max(1, writer.BatchSize)))
            {
                await writer.CommitAsync(new PurgeSubjects(batch));
            }

            (subject, key) = entries[^1];
        }
    }

    private async Task<List<(long Subject, long EventKey)>> NextAsync(long subject, long key)
    {
        var rows = await After(subject, key).OrderBy(row => row.Subject).ThenBy(row => row.EventKey).Take(ReadAtOnce).Select(row => new { row.Subject, row.EventKey }).ToListAsync(writer.Stopping);
        return [.. rows.Select(row => (row.Subject, row.EventKey))];
    }

    /// <summary>The entries of events that are gone, and those of people in events whose content was removed.</summary>
    private async Task<List<(long Subject, long EventKey)>> OrphansAsync(List<(long Subject, long EventKey)> entries)
    {
        long[] keys = [.. entries.Select(entry => entry.EventKey).Distinct()];
        var removed = await context.Events.Where(stored => keys.Contains(stored.Id)).Select(stored => new { stored.Id, IsRemoved = stored.RemovedAt != null }).ToDictionaryAsync(stored => stored.Id, stored => stored.IsRemoved, writer.Stopping);
        return [.. entries.Where(entry => !removed.TryGetValue(entry.EventKey, out var isRemoved) || (isRemoved && entry.Subject >= SubjectKey.FirstOfPeople.Value))];
    }

    private IQueryable<StoredEventSubject> After(long subject, long key) =>
        context.EventSubjects.Where(row => row.Subject >= subject && (row.Subject > subject || row.EventKey > key));
}
