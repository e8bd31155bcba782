using Dixa.Webhooks.Admin.Domain.Deliveries;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Reads;

internal static class CountedFailures
{
    /// <summary>The failed attempts of a webhook since a time that count towards automatic disabling. The index of failures has their order.</summary>
    public static IQueryable<DeliveryAttempt> FailuresSince(this WebhooksDbContext context, Guid subscriptionId, DateTimeOffset since) =>
        context.Attempts.AsNoTracking()
            .Where(attempt => attempt.SubscriptionId == subscriptionId && !attempt.Succeeded && attempt.StartedAt >= since)
            .Where(attempt => !context.Deliveries.Any(delivery => delivery.Id == attempt.DeliveryId && (delivery.IsTest || delivery.ResendOf != null || delivery.ReplayId != null)));
}
