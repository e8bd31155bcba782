using System.Data.Common;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Replays;

/// <summary>
/// Counts what a webhook missed. Looking for a delivery of each event would take seconds for a million events, so it counts the events and the deliveries at
/// the same time, each in an index, and subtracts. Removed payloads are rare, and looked up one by one.
/// </summary>
internal sealed class MissedEventCounter(IDbContextFactory<WebhooksDbContext> contexts, Guid webhook, EventRange range, TimeProvider time, CancellationToken cancel)
{
    /// <summary>Gives up after this time.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    private readonly long _started = time.GetTimestamp();

    private bool IsLate => time.GetElapsedTime(_started) > MaxTime;

    /// <summary>The types that have missed events. Null if they cannot be counted in time.</summary>
    public async Task<IReadOnlyList<MissedOfType>?> CountAsync(IReadOnlyList<string> types)
    {
        // Reading can block the thread.
        var counting = Task.Run(() => CountAsync(types, EventsAsync), cancel);
        var (delivered, events) = (await CountAsync(types, DeliveredAsync), await counting);
        if (delivered is null || events is null)
        {
            return null;
        }

        List<string> missed = [.. types.Where(type => events[type] != delivered[type])];
        return await CountAsync(missed, (context, type) => RemovedAsync(context, type, isComplete: delivered[type] == 0)) is { } removed
            ? [.. missed.Select(type => new MissedOfType(type, events[type] - delivered[type] - removed[type], removed[type]))]
            : null;
    }

    private async Task<Dictionary<string, int>?> CountAsync(IReadOnlyList<string> types, Func<WebhooksDbContext, string, Task<int>> count)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        context.Database.SetCommandTimeout(MaxTime);
        var counts = new Dictionary<string, int>();
        foreach (var type in types)
        {
            if (IsLate)
            {
                return null;
            }

            try
            {
                counts.Add(type, await count(context, type));
            }
            catch (DbException) when (IsLate)
            {
                return null;
            }
        }

        return counts;
    }

    private Task<int> EventsAsync(WebhooksDbContext context, string type) => OfType(context, type).CountAsync(stored => !stored.IsTest, cancel);

    /// <summary>How many of the events have a delivery.</summary>
    private async Task<int> DeliveredAsync(WebhooksDbContext context, string type)
    {
        var deliveries = context.Deliveries.Where(delivery => delivery.SubscriptionId == webhook && delivery.EventType == type && delivery.EventKey > range.After && delivery.EventKey <= range.Last);
        var originals = await deliveries.CountAsync(delivery => delivery.ResendOf == null && !delivery.IsTest, cancel);

        // Of a resent event, the original may have been purged.
        return originals + await deliveries.Where(delivery => delivery.ResendOf != null)
            .Where(resend => !context.Deliveries.Any(delivery =>
                delivery.SubscriptionId == webhook && delivery.EventType == type && delivery.EventKey == resend.EventKey && delivery.ResendOf == null && !delivery.IsTest))
            .Select(resend => resend.EventKey).Distinct().CountAsync(cancel);
    }

    /// <summary>
    /// How many of the missed events have no payload. They have a small index. The condition differs from that of the index of all events; otherwise, a
    /// database without statistics would use that one, and read each event.
    /// </summary>
    /// <param name="context">Reads them.</param>
    /// <param name="type">A wire name.</param>
    /// <param name="isComplete">Whether all events of the type were missed.</param>
    private Task<int> RemovedAsync(WebhooksDbContext context, string type, bool isComplete)
    {
        var removed = OfType(context, type).Where(stored => stored.RemovedAt > DateTimeOffset.MinValue && (!stored.IsTest || stored.RemovedAt == null));
        return (isComplete ? removed : removed.MissedBy(webhook, context)).CountAsync(cancel);
    }

    private IQueryable<StoredEvent> OfType(WebhooksDbContext context, string type) =>
        context.Events.Where(stored => stored.EventType == type && stored.Id > range.After && stored.Id <= range.Last);
}
