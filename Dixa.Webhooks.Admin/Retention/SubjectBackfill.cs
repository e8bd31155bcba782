using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>
/// Adds the events that an older version stored to the index of subjects, newest first, in the background after an upgrade. It stores how far it is
/// with each batch, and ends when nothing is left.
/// </summary>
public sealed partial class SubjectBackfill(IDbContextFactory<WebhooksDbContext> contexts, GroupCommit store, IntakeWriter intake, StoreDialect dialect, TimeProvider time, ILogger<SubjectBackfill> logger)
    : GuardedService(time, logger)
{
    private const int BatchSize = 50;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => [RunAsync];

    protected override string Consequence => "Events from before the upgrade cannot be found by what they are about";

    /// <summary>Returns null when every event is in the index, and a pause while another process does it.</summary>
    public async Task<TimeSpan?> RunAsync(CancellationToken stopping)
    {
        await using var context = await contexts.CreateDbContextAsync(stopping);
        if (await UpToAsync(context, stopping) == 0)
        {
            return null;
        }

        await using var lead = await dialect.TryAcquireLeadershipAsync(LeaderTask.SubjectBackfill, stopping);
        if (lead is null)
        {
            return Interval;
        }

        var (writer, count) = (new PacedWriter(store, intake, dialect, Time, stopping), 0L);
        for (var upTo = await UpToAsync(context, stopping); upTo > 0;)
        {
            var batch = await context.Events.AsNoTracking().Where(stored => stored.Id <= upTo && stored.RemovedAt == null).OrderByDescending(stored => stored.Id).Take(BatchSize)
                .Select(stored => new { stored.Id, stored.Payload }).ToListAsync(stopping);
            upTo = batch.Count < BatchSize ? 0 : batch[^1].Id - 1;
            await writer.CommitAsync(new IndexEvents([.. batch.SelectMany(stored => EventSubjects.OfPayload(stored.Payload).Select(subject => (subject.Value, stored.Id)))], upTo));
            count += batch.Count;
        }

        Log.Indexed(logger, count);
        return null;
    }

    private static Task<long> UpToAsync(WebhooksDbContext context, CancellationToken cancel) => context.Identity.OrderBy(store => store.CreatedAt).Select(store => store.UnindexedEvents).FirstOrDefaultAsync(cancel);

    private static partial class Log
    {
        [LoggerMessage(1853, LogLevel.Information, "Added {Events} events from before the upgrade to the search index")]
        public static partial void Indexed(ILogger logger, long events);
    }
}
