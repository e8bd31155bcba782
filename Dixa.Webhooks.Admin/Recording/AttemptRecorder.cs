using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Stores what came of attempts, and tells the feed once it is stored.</summary>
public sealed class AttemptRecorder(GroupCommit store, DeliveryFeed feed)
{
    /// <summary>Records an attempt with the delivery's next state. Null when the webhook was removed meanwhile.</summary>
    /// <exception cref="System.Data.Common.DbException">The store refused it; nothing is recorded.</exception>
    public async Task<RecordedAttempt?> RecordAsync(EndedAttempt attempt, RetryRule rule)
    {
        var recorded = await store.CommitAsync(new RecordAttempt(attempt, rule));
        feed.Publish(attempt.SubscriptionId);
        return recorded;
    }
}
