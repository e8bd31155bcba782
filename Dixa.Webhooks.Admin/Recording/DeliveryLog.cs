using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>One delivery in the log of an event type, with the bytes that were sent.</summary>
public sealed record DeliveryLogEntry(DateTimeOffset AttemptedAt, AttemptResult LastAttempt, byte[] Payload);

/// <summary>Reads the last deliveries of an event type with their payloads for the API. Excludes tests, since the API contract has no field that marks them.</summary>
public sealed class DeliveryLog(IDbContextFactory<WebhooksDbContext> contexts)
{
    /// <summary>The last attempt of each event type that has one, by wire name.</summary>
    public async Task<IReadOnlyDictionary<string, (DateTimeOffset AttemptedAt, AttemptResult Result)>> LastAttemptsAsync(Guid subscriptionId, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var stored = await context.EventStatuses.AsNoTracking().Where(status => status.SubscriptionId == subscriptionId).ToListAsync(cancel);
        return stored.ToDictionary(status => status.EventType, status => (status.AttemptedAt, new AttemptResult(status.StatusCode, status.Failure)));
    }

    /// <summary>The last <see cref="DeliveryHistory.Shown"/> attempted deliveries, newest attempt first.</summary>
    public async Task<IReadOnlyList<DeliveryLogEntry>> RecentAsync(Guid subscriptionId, string eventType, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await context.Deliveries.AsNoTracking()
            .Where(delivery => delivery.SubscriptionId == subscriptionId && delivery.EventType == eventType && delivery.Attempts > 0 && !delivery.IsTest)
            .OrderByDescending(delivery => delivery.CreatedAt).ThenByDescending(delivery => delivery.Id)
            .Take(DeliveryHistory.Shown)
            .Join(context.Events, delivery => delivery.EventKey, stored => stored.Id, (delivery, stored) => new { delivery, stored.Payload })
            .OrderByDescending(row => row.delivery.CreatedAt).ThenByDescending(row => row.delivery.Id)
            .Select(row => new { row.delivery.LastAttemptAt, row.delivery.LastStatusCode, row.delivery.LastFailure, row.Payload })
            .ToListAsync(cancel);

        // A retry of an older delivery may be the newest attempt, and the log shows the time of the attempt.
        return [.. rows.OrderByDescending(row => row.LastAttemptAt).Select(row => new DeliveryLogEntry(row.LastAttemptAt!.Value, new AttemptResult(row.LastStatusCode, row.LastFailure), row.Payload))];
    }
}
