using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>
/// Purges rows of the audit log that are older than <see cref="RetentionOptions.AuditDays"/>. The hash of the last purged row stays as the anchor of the
/// chain, so that the rest can still be verified.
/// </summary>
public sealed class AuditPurge(IDbContextFactory<WebhooksDbContext> contexts, AuditLog log, IOptions<RetentionOptions> options, TimeProvider time)
{
    private const int BatchSize = 1_000;

    /// <summary>Time for others to write.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Returns how many rows were purged.</summary>
    public async Task<long> RunAsync(CancellationToken stopping)
    {
        if (options.Value.KeepAudit is not { } keep)
        {
            return 0;
        }

        var before = time.GetUtcNow() - keep;
        var (count, end) = (0L, await EndAsync(before, stopping));
        while (await PurgeBatchAsync(before, end, isFirst: count == 0, stopping) is var purged and > 0)
        {
            count += purged;
            await Task.Delay(Pause, stopping);
        }

        return count;
    }

    /// <summary>The first row that stays. Only a whole start of the chain can be purged, so a newer row with a smaller id keeps the rows after it.</summary>
    private async Task<long> EndAsync(DateTimeOffset before, CancellationToken stopping)
    {
        await using var context = await contexts.CreateDbContextAsync(stopping);
        return await context.AuditRows.Where(row => row.At >= before).MinAsync(row => (long?)row.Id, stopping) ?? (await context.AuditRows.MaxAsync(row => (long?)row.Id, stopping) ?? 0) + 1;
    }

    private async Task<long> PurgeBatchAsync(DateTimeOffset before, long end, bool isFirst, CancellationToken stopping)
    {
        await using var context = await contexts.CreateDbContextAsync(stopping);
        await using var transaction = await context.Database.BeginTransactionAsync(stopping);
        var chain = await AuditChain.LockAsync(context, stopping);
        var last = Math.Min(end, chain.FirstId + BatchSize) - 1;
        if (last < chain.FirstId || await context.AuditRows.Where(row => row.Id == last).Select(row => row.Hash).SingleOrDefaultAsync(stopping) is not { } anchor)
        {
            return 0;
        }

        await context.AuditRows.Where(row => row.Id <= last).ExecuteDeleteAsync(stopping);
        await AuditChain.UpdateAsync(context, chain.With(last + 1, anchor, chain.LastId, chain.LastHash), stopping);
        if (isFirst)
        {
            await log.AddAsync(context, Actor.System, AuditTarget.AuditLog, new Activity.AuditPurged(end - chain.FirstId, before), stopping);
        }

        await transaction.CommitAsync(stopping);
        return last - chain.FirstId + 1;
    }
}
