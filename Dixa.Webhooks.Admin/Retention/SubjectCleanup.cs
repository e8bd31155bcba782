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
    public async Task RunAsync()
    {
        var (subject, key) = (long.MinValue, 0L);
        while (await NextAsync(subject, key) is { Count: > 0 } batch)
        {
            await writer.CommitAsync(new PurgeSubjects(batch));
            (subject, key) = batch[^1];
        }
    }

    private async Task<List<(long Subject, long EventKey)>> NextAsync(long subject, long key)
    {
        var people = SubjectKey.FirstOfPeople.Value;
        var rows = await After(subject, key)
            .Where(row => !context.Events.Any(stored => stored.Id == row.EventKey && (stored.RemovedAt == null || row.Subject < people)))
            .OrderBy(row => row.Subject).ThenBy(row => row.EventKey)
            .Take(writer.BatchSize)
            .Select(row => new { row.Subject, row.EventKey })
            .ToListAsync(writer.Stopping);
        return [.. rows.Select(row => (row.Subject, row.EventKey))];
    }

    private IQueryable<StoredEventSubject> After(long subject, long key) =>
        context.EventSubjects.Where(row => row.Subject >= subject && (row.Subject > subject || row.EventKey > key));
}
