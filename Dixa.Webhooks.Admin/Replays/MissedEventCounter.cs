using System.Data.Common;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Replays;

/// <summary>
/// Counts what a webhook missed. Looking for a delivery of each event would take seconds for a million events, so it counts the events and the deliveries,
/// both in an index, and subtracts. Removed payloads are rare, and looked up one by one.
/// </summary>
internal sealed class MissedEventCounter(WebhooksDbContext context, Guid webhook, EventRange range, TimeProvider time, CancellationToken cancel)
{
    /// <summary>Gives up after this time.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    private readonly long _started = time.GetTimestamp();

    /// <summary>The types that have missed events. Null if they cannot be counted in time.</summary>
    public async Task<IReadOnlyList<MissedOfType>?> CountAsync(IReadOnlyList<string> types)
    {
        context.Database.SetCommandTimeout(MaxTime);
        var missed = new List<MissedOfType>();
        foreach (var type in types)
        {
            if (time.GetElapsedTime(_started) > MaxTime)
            {
                return null;
            }

            try
            {
                missed.Add(await CountAsync(type));
            }
            catch (DbException) when (!cancel.IsCancellationRequested && time.GetElapsedTime(_started) > MaxTime)
            {
                return null;
            }
        }

        return [.. missed.Where(type => type.Count + type.Removed > 0)];
    }

    private async Task<MissedOfType> CountAsync(string type)
    {
        if (await OfType(type).Where(stored => !stored.IsTest).CountAsync(cancel) is var all && all == 0)
        {
            return new MissedOfType(type, 0, 0);
        }

        var delivered = await DeliveredAsync(type);
        var removed = Removed(type);
        var lost = all == delivered ? 0 : await (delivered == 0 ? removed : removed.MissedBy(webhook, context)).CountAsync(cancel);
        return new MissedOfType(type, all - delivered - lost, lost);
    }

    /// <summary>How many of the events have a delivery.</summary>
    private async Task<int> DeliveredAsync(string type)
    {
        var deliveries = context.Deliveries.Where(delivery => delivery.SubscriptionId == webhook && delivery.EventType == type && delivery.EventKey > range.After && delivery.EventKey <= range.Last);
        var originals = await deliveries.CountAsync(delivery => delivery.ResendOf == null && !delivery.IsTest, cancel);

        // Of a resent event, the original may have been purged.
        return originals + await deliveries.Where(delivery => delivery.ResendOf != null)
            .Where(resend => !context.Deliveries.Any(delivery =>
                delivery.SubscriptionId == webhook && delivery.EventType == type && delivery.EventKey == resend.EventKey && delivery.ResendOf == null && !delivery.IsTest))
            .Select(resend => resend.EventKey).Distinct().CountAsync(cancel);
    }

    private IQueryable<StoredEvent> OfType(string type) => context.Events.Where(stored => stored.EventType == type && stored.Id > range.After && stored.Id <= range.Last);

    /// <summary>
    /// Has their small index. The condition differs from that of the index of all events; otherwise, a database without statistics would use that one, and
    /// read each event.
    /// </summary>
    private IQueryable<StoredEvent> Removed(string type) =>
        OfType(type).Where(stored => stored.RemovedAt > DateTimeOffset.MinValue && (!stored.IsTest || stored.RemovedAt == null));
}
