using System.Runtime.CompilerServices;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>Which deliveries of a webhook are too old, by event type.</summary>
internal static class PurgeableTypes
{
    /// <summary>Each event type with deliveries to purge, and the time before which they were created.</summary>
    public static async IAsyncEnumerable<(string Type, DateTimeOffset Before)> OfAsync(
        WebhooksDbContext context, RetentionRule rule, Guid webhook, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var type = await NextTypeAsync(context, webhook, after: "", cancel); type is not null; type = await NextTypeAsync(context, webhook, type, cancel))
        {
            var current = type;
            if (rule.PurgeDeliveriesBefore(now, await OldestKeptAsync(context, rule, webhook, type, cancel)) is { } before
                && await Final(context, webhook, current, before).AnyAsync(cancel))
            {
                yield return (type, before);
            }
        }
    }

    /// <summary>The final deliveries of an event type that were created before a time.</summary>
    public static IQueryable<Delivery> Final(WebhooksDbContext context, Guid webhook, string type, DateTimeOffset before) => context.Deliveries.Where(
        delivery => delivery.SubscriptionId == webhook && delivery.EventType == type && delivery.CreatedAt < before && delivery.State != DeliveryState.Pending);

    /// <summary>When the oldest of the newest deliveries that stay anyway was created; null if there are fewer, or none stay anyway.</summary>
    public static async Task<DateTimeOffset?> OldestKeptAsync(WebhooksDbContext context, RetentionRule rule, Guid webhook, string type, CancellationToken cancel) => rule.KeepPerEventType == 0
        ? null
        : await context.Deliveries.Where(delivery => delivery.SubscriptionId == webhook && delivery.EventType == type)
            .OrderByDescending(delivery => delivery.CreatedAt).Skip(rule.KeepPerEventType - 1).Select(delivery => (DateTimeOffset?)delivery.CreatedAt).FirstOrDefaultAsync(cancel);

    /// <summary>The next event type of a webhook's deliveries in the order of their index, so that the index need not be read from one end to the other.</summary>
    private static async Task<string?> NextTypeAsync(WebhooksDbContext context, Guid webhook, string after, CancellationToken cancel) => await context.Deliveries
        .Where(delivery => delivery.SubscriptionId == webhook && string.Compare(delivery.EventType, after) > 0)
        .OrderBy(delivery => delivery.EventType).Select(delivery => delivery.EventType).FirstOrDefaultAsync(cancel);
}
