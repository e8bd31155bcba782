namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>What an attempt makes of its delivery.</summary>
/// <param name="State">The delivery's next state.</param>
/// <param name="RetryAt">When the next attempt is due; null unless the delivery is pending.</param>
public sealed record DeliveryOutcome(DeliveryState State, DateTimeOffset? RetryAt = null)
{
    /// <summary>
    /// The outcome of the attempt with this number. If the delivery was cancelled during the attempt, a success makes it delivered, and after a
    /// failure it stays cancelled.
    /// </summary>
    public static DeliveryOutcome After(DeliveryState before, int number, EndedAttempt attempt, RetryRule rule) =>
        RetryPolicy.Next(number, attempt.Result, attempt.EndedAt, rule) switch
        {
            NextStep.Done => new DeliveryOutcome(DeliveryState.Delivered),
            _ when before is not DeliveryState.Pending => new DeliveryOutcome(before),
            NextStep.RetryAt retry => new DeliveryOutcome(DeliveryState.Pending, retry.At),
            _ => new DeliveryOutcome(DeliveryState.Failed),
        };
}
