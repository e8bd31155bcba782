using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Domain.BulkActions;

/// <summary>Decides which chosen deliveries a bulk action acts on.</summary>
public static class BulkDeliveryPolicy
{
    /// <summary>A larger choice must be narrowed. Each delivery takes a few bytes of memory and of the store until the action is over.</summary>
    public const int MaxDeliveries = 500_000;

    /// <summary>Of the resends of one action to one webhook, how many may wait for their first attempt. Other deliveries of the webhook wait behind them.</summary>
    public const int MaxWaiting = 200;

    /// <summary>Of the resends of one action to one webhook, how many may be pending. Those beyond <see cref="MaxWaiting"/> have failed and are retried.</summary>
    public const int MaxPending = 1_000;

    /// <summary>Null if the delivery can be resent.</summary>
    /// <param name="state">The delivery's state.</param>
    /// <param name="isTest">Whether it is a test event.</param>
    /// <param name="isRemoved">Whether the event's payload was removed.</param>
    /// <param name="wasResent">Whether there is a resend of it.</param>
    /// <param name="webhookIsEnabled">Null if the webhook was removed.</param>
    public static LeftOutReason? OfResend(DeliveryState state, bool isTest, bool isRemoved, bool wasResent, bool? webhookIsEnabled) => state switch
    {
        _ when webhookIsEnabled is null => LeftOutReason.WebhookRemoved,
        DeliveryState.Pending => LeftOutReason.Pending,
        _ when isTest => LeftOutReason.IsTest,
        _ when isRemoved => LeftOutReason.ContentRemoved,
        _ when wasResent => LeftOutReason.AlreadyResent,
        _ when webhookIsEnabled is false => LeftOutReason.WebhookDisabled,
        _ => null,
    };

    /// <summary>Null if the delivery can be cancelled.</summary>
    /// <param name="state">The delivery's state.</param>
    /// <param name="webhookExists">Whether the webhook was not removed.</param>
    public static LeftOutReason? OfCancel(DeliveryState state, bool webhookExists) =>
        !webhookExists ? LeftOutReason.WebhookRemoved : state is DeliveryState.Pending ? null : LeftOutReason.Ended;

    /// <summary>
    /// How many more deliveries of a webhook an action may resend now. Not only a few, because each step costs a commit, for which other writes wait.
    /// </summary>
    /// <param name="waiting">Of its resends to the webhook, how many wait for their first attempt.</param>
    /// <param name="pending">How many are pending, including those.</param>
    public static int Room(int waiting, int pending) => Math.Min(MaxWaiting - waiting, MaxPending - pending) is >= MaxWaiting / 2 and var room ? room : 0;
}
