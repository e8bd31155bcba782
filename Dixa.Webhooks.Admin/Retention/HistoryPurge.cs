using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>
/// Purges what <see cref="RetentionOptions"/> do not allow to keep: final deliveries, events that no delivery needs, payloads, and hourly statistics.
/// It works in small batches through the store's writer, so it can be killed at any time, and the next run continues.
/// </summary>
public sealed partial class HistoryPurge(
    IDbContextFactory<WebhooksDbContext> contexts, GroupCommit store, IntakeWriter intake, StoreDialect dialect, PayloadPosition position, SizeHistory sizes, AuditLog audit, StoreMetrics metrics, IOptions<RetentionOptions> options, TimeProvider time, ILogger<HistoryPurge> logger)
{
    /// <summary>How many runs are kept for display.</summary>
    private const int KeptRuns = 500;

    /// <summary>Free space is only returned to the file system above this share of the file. Less than that will be used again.</summary>
    private const double MaxFreeShare = 0.1;

    private static readonly TimeSpan LongQuery = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan IndexInterval = TimeSpan.FromDays(1);

    private readonly RetentionRule _rule = options.Value.Rule;

    /// <summary>1 during a run.</summary>
    private int _running;

    /// <summary>Purges once. Returns null if a run is in progress in this or another process.</summary>
    /// <param name="actor">Who started the run; the system for a scheduled run.</param>
    /// <param name="stopping">Stops it between two batches.</param>
    /// <exception cref="StoreUnavailableException">The store cannot write now. What is purged so far stays purged.</exception>
    public async Task<PurgedHistory?> RunAsync(Actor actor, CancellationToken stopping)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            return null;
        }

        try
        {
            await using var lead = await dialect.TryAcquireLeadershipAsync(LeaderTask.Retention, stopping);
            return lead is null ? null : await RecordedAsync(actor, stopping);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    /// <summary>Whether a run is in progress in this or another process.</summary>
    internal async Task<bool> IsRunningAsync(CancellationToken cancel)
    {
        if (Volatile.Read(ref _running) == 1)
        {
            return true;
        }

        await using var lead = await dialect.TryAcquireLeadershipAsync(LeaderTask.Retention, cancel);
        return lead is null;
    }

    private async Task<PurgedHistory> RecordedAsync(Actor actor, CancellationToken stopping)
    {
        var start = time.GetTimestamp();
        await using var context = await contexts.CreateDbContextAsync(stopping);
        context.Database.SetCommandTimeout(LongQuery);
        var run = new StoredRetentionRun { StartedAt = time.GetUtcNow(), ActorName = actor.Kind is ActorKind.System ? null : actor.Name };
        context.RetentionRuns.Add(run);
        await context.SaveChangesAsync(stopping);
        var progress = new Progress(context, run, metrics);
        try
        {
            await PurgeAsync(context, run, progress, stopping);
            run.FinishedAt = time.GetUtcNow();
        }
        finally
        {
            // What an interrupted run has removed is recorded too.
            await RecordAsync(context, actor, progress.Purged);
        }

        await context.RetentionRuns.Where(old => old.Id <= run.Id - KeptRuns).ExecuteDeleteAsync(stopping);
        await sizes.RecordAsync(context, stopping);
        if (progress.Purged.Rows > 0)
        {
            Log.Purged(logger, run.Deliveries, run.Events, run.Payloads, run.Hours, time.GetElapsedTime(start).TotalSeconds);
        }

        return progress.Purged;
    }

    /// <summary>Saves the run with its row of the audit log. A scheduled run without work has none.</summary>
    private async Task RecordAsync(WebhooksDbContext context, Actor actor, PurgedHistory purged)
    {
        if (purged.Rows == 0 && actor.Kind is ActorKind.System)
        {
            await context.SaveChangesAsync(CancellationToken.None);
            return;
        }

        await using var transaction = await context.Database.BeginTransactionAsync(CancellationToken.None);
        await audit.AddAsync(context, actor, AuditTarget.History, new Activity.HistoryPurged(purged.Deliveries, purged.Events, purged.Payloads, purged.Hours), CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private async Task PurgeAsync(WebhooksDbContext context, StoredRetentionRun run, Progress progress, CancellationToken stopping)
    {
        var (now, writer) = (run.StartedAt, new PacedWriter(store, intake, dialect, time, stopping));
        await new PurgeByAge(context, _rule, now, writer, progress.AddAsync).RunAsync();
        await progress.AddAsync(PurgedHistory.Nothing with { Payloads = await new PayloadPurge(context, _rule, now, writer, position).RunAsync() });
        var bySize = new PurgeBySize(context, dialect, _rule, now, writer);
        await progress.AddAsync(await bySize.RunAsync());
        run.StillTooLarge = bySize.StillTooLarge;
        if (bySize.StillTooLarge)
        {
            Log.StillTooLarge(logger, ByteSize.Format(_rule.MaxBytes!.Value));
        }

        if (!await context.RetentionRuns.AnyAsync(earlier => earlier.CleanedIndex && earlier.StartedAt > now - IndexInterval, stopping))
        {
            await new SubjectCleanup(context, writer).RunAsync();
            run.CleanedIndex = true;
        }

        await ReturnSpaceAsync(context, writer, stopping);
    }

    private async Task ReturnSpaceAsync(WebhooksDbContext context, PacedWriter writer, CancellationToken stopping)
    {
        var size = await dialect.ReadSizeAsync(context, stopping);
        var tooMuch = size.FreeBytes - (long)(size.Bytes * MaxFreeShare);
        while (tooMuch > 0 && await writer.CommitAsync(new ReturnSpace()) is > 0 and var returned)
        {
            tooMuch -= returned;
        }
    }

    /// <summary>Saves what a run has removed so far after each step.</summary>
    private sealed class Progress(WebhooksDbContext context, StoredRetentionRun run, StoreMetrics metrics)
    {
        public PurgedHistory Purged { get; private set; } = PurgedHistory.Nothing;

        public async Task AddAsync(PurgedHistory more)
        {
            Purged += more;
            metrics.Purged(more.Deliveries, more.Events, more.Payloads, more.Hours);
            (run.Deliveries, run.Events, run.Payloads, run.Hours) = (Purged.Deliveries, Purged.Events, Purged.Payloads, Purged.Hours);
            await context.SaveChangesAsync(CancellationToken.None);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1850, LogLevel.Information, "Purged {Deliveries} deliveries, {Events} events, {Payloads} payloads and {Hours} hours of statistics in {Seconds:0.0} s")]
        public static partial void Purged(ILogger logger, long deliveries, long events, long payloads, long hours, double seconds);

        [LoggerMessage(1851, LogLevel.Warning, "The store is larger than Retention:MaxSize ({Max}), but nothing more can be purged: what is left is pending or kept by Retention:KeepPerEventType. Raise Retention:MaxSize")]
        public static partial void StillTooLarge(ILogger logger, string max);
    }
}
