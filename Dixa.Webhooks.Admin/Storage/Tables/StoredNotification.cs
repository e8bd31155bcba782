namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>A webhook was disabled automatically, and people are to hear of it. It is written in the same commit as the disabling.</summary>
public sealed class StoredNotification
{
    public long Id { get; init; }

    public Guid SubscriptionId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The reason, as the webhook's page gives it.</summary>
    public required string Reason { get; init; }

    /// <summary>An e-mail about it is still to be sent; false when it was sent, given up, or none was wanted.</summary>
    public bool MailPending { get; init; }

    /// <summary>How often sending that e-mail failed.</summary>
    public int MailFailures { get; init; }
}
