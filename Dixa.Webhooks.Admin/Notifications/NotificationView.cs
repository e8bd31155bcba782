namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>A notice as screens show it.</summary>
/// <param name="Id">Grows.</param>
/// <param name="SubscriptionId">The webhook that was disabled.</param>
/// <param name="Webhook">Its name of today.</param>
/// <param name="At">When it was disabled.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Enabled">It is enabled again.</param>
/// <param name="IsNew">The reader has not seen it yet.</param>
public sealed record NotificationView(long Id, Guid SubscriptionId, string Webhook, DateTimeOffset At, string Reason, bool Enabled, bool IsNew);
