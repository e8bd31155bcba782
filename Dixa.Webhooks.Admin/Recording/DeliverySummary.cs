using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>What lists show of a delivery's event and of its last attempt.</summary>
/// <param name="Conversation">The number of the conversation; null if the event has none.</param>
/// <param name="Requester">Who started the conversation; null if the event does not say.</param>
/// <param name="Duration">How long the last attempt took; null before the first.</param>
public sealed record DeliverySummary(long? Conversation, string? Requester, TimeSpan? Duration)
{
    public static DeliverySummary None { get; } = new(null, null, null);

    /// <summary>The summaries of a page of deliveries, by their keys. All of them have one, also those that were removed in the meantime.</summary>
    internal static async Task<IReadOnlyDictionary<long, DeliverySummary>> ReadAsync(WebhooksDbContext context, IReadOnlyCollection<long> page, CancellationToken cancel)
    {
        var events = await context.Deliveries.AsNoTracking().Where(delivery => page.Contains(delivery.Id)).ToDictionaryAsync(delivery => delivery.Id, delivery => delivery.EventKey, cancel);
        long[] keys = [.. events.Values.Distinct()];
        var payloads = await context.Events.AsNoTracking().Where(stored => keys.Contains(stored.Id)).Select(stored => new { stored.Id, stored.Payload }).ToListAsync(cancel);
        var conversations = payloads.ToDictionary(stored => stored.Id, stored => ConversationSummary.Of(stored.Payload));
        var attempts = await context.Attempts.AsNoTracking().Where(attempt => page.Contains(attempt.DeliveryId))
            .Select(attempt => new { attempt.DeliveryId, attempt.Number, attempt.Duration }).ToListAsync(cancel);
        var durations = attempts.GroupBy(attempt => attempt.DeliveryId).ToDictionary(group => group.Key, group => group.MaxBy(attempt => attempt.Number)!.Duration);
        return page.Distinct().ToDictionary(id => id, id =>
        {
            var (number, requester) = events.TryGetValue(id, out var key) && conversations.TryGetValue(key, out var conversation) ? conversation : ConversationSummary.None;
            return new DeliverySummary(number, requester, durations.TryGetValue(id, out var duration) ? duration : null);
        });
    }
}
