using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>A notification for the screens.</summary>
/// <param name="Id">Later notifications have greater ids.</param>
/// <param name="SubscriptionId">The webhook that was disabled or keeps failing.</param>
/// <param name="Webhook">The webhook's current name.</param>
/// <param name="At">When it was disabled, or when users were warned that it will be.</param>
/// <param name="Reason">Why it was disabled, or will be.</param>
/// <param name="Enabled">Whether it is enabled now.</param>
/// <param name="IsNew">Whether the reader has not seen it yet.</param>
public sealed record NotificationView(long Id, Guid SubscriptionId, string Webhook, DateTimeOffset At, DisableReason Reason, bool Enabled, bool IsNew)
{
    /// <summary>The webhook was failing and not disabled yet.</summary>
    public bool IsWarning { get; init; }

    /// <summary>How many consecutive failures it has now.</summary>
    public int ConsecutiveFailures { get; init; }

    /// <summary>Whether what it is about is over: the webhook was enabled again, or had a success after the warning.</summary>
    public bool IsOver => Enabled && (!IsWarning || ConsecutiveFailures < Reason.ConsecutiveFailures);
}
