using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The result of <see cref="RecordAttempt"/>.</summary>
/// <param name="Number">The attempt's number, starting at 1.</param>
/// <param name="State">The delivery's new state.</param>
/// <param name="RetryAt">When the next attempt is due; null unless the delivery is pending.</param>
public sealed record RecordedAttempt(int Number, DeliveryState State, DateTimeOffset? RetryAt);

/// <summary>
/// Records an attempt, the delivery's next state, the event type's status and the consecutive failures, all in one transaction.
/// The attempt's number comes from the store, so that there are no gaps. Null if the webhook was removed in the meantime.
/// </summary>
public sealed record RecordAttempt(EndedAttempt Attempt, RetryRule Rule) : StoreWrite<RecordedAttempt?>
{
    // The endpoint has responded already, and no one waits for this write.
    internal override bool MayWait => true;

    internal override long Bytes => Attempt.Result.Bytes;

    /// <summary>The result, if the store has the delivery in this state with this number of attempts.</summary>
    internal RecordedAttempt ResultAfter(DeliveryState before, int attempts)
    {
        var number = attempts + 1;
        var (state, retryAt) = DeliveryOutcome.After(before, number, Attempt, Rule);
        return new RecordedAttempt(number, state, retryAt);
    }
}
