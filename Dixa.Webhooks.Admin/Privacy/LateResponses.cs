using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Privacy;

/// <summary>
/// Removes what endpoints answer to requests that were in flight when their event was erased. Such an answer is recorded when the request ends, at the
/// latest after its timeout.
/// </summary>
internal static class LateResponses
{
    /// <summary>Longer than any request and the recording of its attempt.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private const int RemovedAtOnce = 50;

    /// <summary>Returns how many were removed.</summary>
    public static async Task<int> RemoveAsync(WebhooksDbContext context, GroupCommit store, DateTimeOffset now, CancellationToken stopping)
    {
        var since = now - Window;
        var recent = await context.Erasures.Where(erasure => erasure.FinishedAt == null || erasure.FinishedAt > since).OrderBy(erasure => erasure.LastAttempt).Select(erasure => (long?)erasure.LastAttempt).FirstOrDefaultAsync(stopping);
        if (recent is not { } after)
        {
            return 0;
        }

        var late = await context.Attempts.AsNoTracking().Where(attempt => attempt.Id > after && (attempt.ResponseBody != null || attempt.ResponseHeaders != null))
            .Where(attempt => context.Deliveries.Any(delivery => delivery.Id == attempt.DeliveryId
                && context.Events.Any(stored => stored.Id == delivery.EventKey && stored.Removal == ContentRemoval.Erasure)))
            .Select(attempt => new { attempt.Id, attempt.SubscriptionId }).ToListAsync(stopping);
        foreach (var batch in late.Chunk(RemovedAtOnce))
        {
            await store.CommitAsync(new RemoveResponses([.. batch.Select(attempt => attempt.Id)]));
        }

        // The response may also be why the webhook was disabled.
        Guid[] webhooks = [.. late.Select(attempt => attempt.SubscriptionId).Distinct()];
        if (webhooks.Length > 0)
        {
            await context.Subscriptions.Where(webhook => webhooks.Contains(webhook.Id) && webhook.DisabledBody != null)
                .ExecuteUpdateAsync(webhook => webhook.SetProperty(row => row.DisabledBody, (byte[]?)null), stopping);
        }

        return late.Count;
    }
}
