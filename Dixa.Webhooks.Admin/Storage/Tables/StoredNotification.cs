using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>
/// Notifies users that a webhook was disabled automatically, or that it keeps failing and will be. The former is stored in the transaction that disables the
/// webhook.
/// </summary>
public sealed class StoredNotification
{
    public long Id { get; init; }

    public Guid SubscriptionId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>
    /// Null if the webhook was disabled. Otherwise it keeps failing, and this is its newest failed attempt at that time, which tells to which consecutive failures
    /// the notification belongs.
    /// </summary>
    public long? AttemptId { get; init; }

    public required DisableReason Reason { get; init; }

    /// <summary>An e-mail must still be sent. False once it was sent or given up, or if no e-mail was wanted.</summary>
    public bool MailPending { get; init; }

    /// <summary>How often sending the e-mail failed.</summary>
    public int MailFailures { get; init; }
}
