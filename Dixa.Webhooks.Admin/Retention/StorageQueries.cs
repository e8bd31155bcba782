using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>Reads the size of the store and the runs of the purge for the screen. Each call opens its own context.</summary>
public sealed class StorageQueries(IDbContextFactory<WebhooksDbContext> contexts, StoreDialect dialect, HistoryPurge purge, PayloadPosition position, IOptions<RetentionOptions> options, TimeProvider time)
{
    private const int ShownRuns = 10;

    private static readonly TimeSpan LongQuery = TimeSpan.FromMinutes(2);

    public async Task<StorageReport> ReadAsync(CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var size = await dialect.ReadSizeAsync(context, cancel);
        var counted = await context.Sizes.AsNoTracking().OrderByDescending(day => day.Day).FirstOrDefaultAsync(cancel);
        var runs = await context.RetentionRuns.AsNoTracking().OrderByDescending(run => run.Id).Take(ShownRuns).ToListAsync(cancel);
        var isRunning = runs is [{ FinishedAt: null }, ..] && await purge.IsRunningAsync(cancel);
        return new StorageReport(
            dialect.Database,
            size,
            SizeHistory.Read(counted?.Tables),
            counted is null ? null : DateOnly.FromDateTime(counted.Day.UtcDateTime),
            await GrowthAsync(context, size, days: 7, cancel),
            await GrowthAsync(context, size, days: 30, cancel),
            dialect.FreeDiskBytes(),
            [.. RetentionWords.Of(options.Value)],
            [.. runs.Select((run, i) => Of(run, isRunning && i == 0))]);
    }

    /// <summary>What a run would remove now. The events are those that no delivery needs already; the run also removes those of the deliveries.</summary>
    public async Task<PurgePreview> PreviewAsync(CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        context.Database.SetCommandTimeout(LongQuery);
        var (rule, now, deliveries, hours) = (options.Value.Rule, time.GetUtcNow(), 0L, 0L);
        foreach (var webhook in await context.Subscriptions.Select(webhook => webhook.Id).ToListAsync(cancel))
        {
            await foreach (var (type, before) in PurgeableTypes.OfAsync(context, rule, webhook, now, cancel))
            {
                deliveries += await PurgeableTypes.Final(context, webhook, type, before).LongCountAsync(cancel);
            }

            hours += rule.PurgeHoursBefore(now) is { } old ? await context.Hours.LongCountAsync(hour => hour.SubscriptionId == webhook && hour.Hour < old, cancel) : 0;
        }

        var payloads = rule.RemovePayloadsBefore(now) is { } removed
            ? await PayloadPurge.TooOld(context, removed, position.Done, await EventKeys.FirstFromAsync(context, removed, cancel) - 1).LongCountAsync(cancel)
            : 0;
        var size = await dialect.ReadSizeAsync(context, cancel);
        return new PurgePreview(
            new PurgedHistory(deliveries, await UnneededEventsAsync(context, rule, now, cancel), hours) { Payloads = payloads }, rule.ExcessBytes(size.Bytes - size.FreeBytes));
    }

    /// <summary>The events that no delivery needs now. The run also removes those that only purged deliveries needed.</summary>
    private static async Task<long> UnneededEventsAsync(WebhooksDbContext context, RetentionRule rule, DateTimeOffset now, CancellationToken cancel)
    {
        if (rule.PurgeEventsBefore(now) is not { } before)
        {
            return 0;
        }

        var last = await EventKeys.FirstFromAsync(context, before, cancel) - 1;
        return await context.Events.Where(stored => stored.Id <= last && stored.ReceivedAt < before).WithoutDeliveries(context).LongCountAsync(cancel);
    }

    private async Task<long?> GrowthAsync(WebhooksDbContext context, StoreSize size, int days, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (from, earliest) = (now.AddDays(-days), now.AddDays(-days * 2));
        var old = await context.Sizes.AsNoTracking().Where(day => day.Day <= from && day.Day >= earliest).OrderByDescending(day => day.Day).FirstOrDefaultAsync(cancel);
        return old is null ? null : (long)((size.Bytes - size.FreeBytes - (old.Bytes - old.FreeBytes)) / (now - old.At).TotalDays);
    }

    private static RetentionRun Of(StoredRetentionRun run, bool isRunning) => new(
        run.StartedAt,
        run.ActorName,
        run.FinishedAt is not null ? RetentionRunState.Finished : isRunning ? RetentionRunState.Running : RetentionRunState.Interrupted,
        run.FinishedAt - run.StartedAt,
        new PurgedHistory(run.Deliveries, run.Events, run.Hours) { Payloads = run.Payloads },
        run.StillTooLarge);
}
