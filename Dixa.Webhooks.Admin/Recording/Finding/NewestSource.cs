using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>All deliveries. There is no index by time, but keys grow, and deliveries are created about in the order of their keys.</summary>
internal sealed class NewestSource(FindQuery query) : FindSource
{
    public override FindOrder Order => FindOrder.Creation;

    public override async Task<FoundBatch> ReadAsync(WebhooksDbContext context, FindPosition? after, int count, CancellationToken cancel)
    {
        var before = after?.Id ?? await FirstFromAsync(context, query.Until + TimedKey.Disorder, cancel);
        var rows = await DeliveryRecords.ReadAsync(context, context.Deliveries.AsNoTracking().Where(delivery => delivery.Id < before).OrderByDescending(delivery => delivery.Id).Take(count), cancel);
        rows.Sort((left, right) => right.Delivery.Id.CompareTo(left.Delivery.Id));
        var isLast = rows.Count < count || (query.Since is { } since && rows[^1].Delivery.CreatedAt < since - TimedKey.Disorder);
        return new FoundBatch(rows, isLast ? null : FindPosition.Of(Order, rows[^1].Delivery));
    }

    public override async Task<long?> CountAsync(WebhooksDbContext context, int max, CancellationToken cancel)
    {
        var (from, before) = (query.Since is null ? 0 : await FirstFromAsync(context, query.Since, cancel), await FirstFromAsync(context, query.Until, cancel));
        return await context.Deliveries.Where(delivery => delivery.Id >= from && delivery.Id < before).OrderBy(delivery => delivery.Id).Take(max).LongCountAsync(cancel);
    }

    /// <summary>The key of the first delivery that was created at or after a time, or one after the last.</summary>
    private static async Task<long> FirstFromAsync(WebhooksDbContext context, DateTimeOffset? from, CancellationToken cancel)
    {
        if (from is null)
        {
            return long.MaxValue;
        }

        var end = (await context.Deliveries.MaxAsync(delivery => (long?)delivery.Id, cancel) ?? 0) + 1;
        return await TimedKey.FirstFromAsync(
            from.Value,
            end,
            async key => await context.Deliveries.Where(delivery => delivery.Id >= key).OrderBy(delivery => delivery.Id).Select(delivery => new TimedKey(delivery.Id, delivery.CreatedAt)).FirstOrDefaultAsync(cancel));
    }
}
