namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>Decides whether a delivery can be retried before its time, or cancelled.</summary>
public static class PendingDeliveryPolicy
{
    public const string HasEnded = "The delivery is no longer pending.";

    public const string IsDue = "The delivery is due and will be sent in a moment.";

    /// <summary>Returns why the next attempt cannot be made now, as a sentence for the user; null if it can.</summary>
    /// <param name="state">The delivery's state.</param>
    /// <param name="dueAt">The earliest time of the next attempt.</param>
    /// <param name="webhookIsEnabled">Whether deliveries are sent to the webhook.</param>
    /// <param name="now">The current time.</param>
    public static string? RetryError(DeliveryState state, DateTimeOffset dueAt, bool webhookIsEnabled, DateTimeOffset now) => state switch
    {
        not DeliveryState.Pending => HasEnded,
        _ when !webhookIsEnabled => "The webhook is disabled. Enable it to retry deliveries.",

        // A delivery that is due keeps its place in the queue.
        _ when dueAt <= now => IsDue,
        _ => null,
    };

    /// <summary>Returns why the delivery cannot be cancelled, as a sentence for the user; null if it can.</summary>
    public static string? CancelError(DeliveryState state) => state is DeliveryState.Pending ? null : HasEnded;
}
