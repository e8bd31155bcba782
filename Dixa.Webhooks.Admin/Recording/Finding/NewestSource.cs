using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>All deliveries. There is no index by time, but keys grow, and deliveries are created about in the order of their keys.</summary>
internal sealed class NewestSource(FindQuery query) : FindSource
{
    /// <summary>Deliveries of one moment can be stored in another order.</summary>
    private static readonly TimeSpan Disorder = TimeSpan.FromMinutes(1);

    public override FindOrder Order => FindOrder.Creation;

    public override async Task<FoundBatch> ReadAsync(WebhooksDbContext context, FindPosition? after, int count, CancellationToken cancel)
    {
        var before = after?.Id ?? await FirstFromAsync(context, query.Until + Disorder, cancel);
        var rows = await DeliveryRecords.ReadAsync(context, context.Deliveries.AsNoTracking().Where(delivery => delivery.Id < before).OrderByDescending(delivery => delivery.Id).Take(count), cancel);
        rows.Sort((left, right) => right.Delivery.Id.CompareTo(left.Delivery.Id));
        var isLast = rows.Count < count || (query.Since is { } since && rows[^1].Delivery.CreatedAt < since - Disorder);
        return new FoundBatch(rows, isLast ? null : FindPosition.Of(Order, rows[^1].Delivery));
    }

    public override async Task<long?> CountAsync(WebhooksDbContext context, int max, CancellationToken cancel)
    {
        var (from, before) = (query.Since is null ? 0 : await FirstFromAsync(context, query.Since, cancel), await FirstFromAsync(context, query.Until, cancel));
        return await context.Deliveries.Where(delivery => delivery.Id >= from && delivery.Id < before).Take(max).LongCountAsync(cancel);
    }

    /// <summary>The key of the first delivery that was created at or after a time, or one after the last. A binary search.</summary>
    private static async Task<long> FirstFromAsync(WebhooksDbContext context, DateTimeOffset? from, CancellationToken cancel)
    {
        if (from is null)
        {
            return long.MaxValue;
        }

        var (low, high) = (0L, (await context.Deliveries.MaxAsync(delivery => (long?)delivery.Id, cancel) ?? 0) + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var probe = await context.Deliveries.Where(delivery => delivery.Id >= middle).OrderBy(delivery => delivery.Id).Select(delivery => new { delivery.Id, delivery.CreatedAt }).FirstOrDefaultAsync(cancel);
            (low, high) = probe is null || probe.CreatedAt >= from ? (low, middle) : (probe.Id + 1, high);
        }

        return low;
    }
}
