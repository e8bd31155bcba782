using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>A notification for the screens.</summary>
/// <param name="Id">Later notifications have greater ids.</param>
/// <param name="SubscriptionId">The webhook that was disabled.</param>
/// <param name="Webhook">The webhook's current name.</param>
/// <param name="At">When it was disabled.</param>
/// <param name="Reason">Why it was disabled.</param>
/// <param name="Enabled">Whether it has been enabled again.</param>
/// <param name="IsNew">Whether the reader has not seen it yet.</param>
public sealed record NotificationView(long Id, Guid SubscriptionId, string Webhook, DateTimeOffset At, DisableReason Reason, bool Enabled, bool IsNew);
