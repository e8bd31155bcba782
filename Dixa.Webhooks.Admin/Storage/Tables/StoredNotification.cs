using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>Notifies users that a webhook was disabled automatically. It is stored in the transaction that disables the webhook.</summary>
public sealed class StoredNotification
{
    public long Id { get; init; }

    public Guid SubscriptionId { get; init; }

    public DateTimeOffset At { get; init; }

    public required DisableReason Reason { get; init; }

    /// <summary>An e-mail must still be sent. False once it was sent or given up, or if no e-mail was wanted.</summary>
    public bool MailPending { get; init; }

    /// <summary>How often sending the e-mail failed.</summary>
    public int MailFailures { get; init; }
}
