namespace Dixa.Webhooks.Admin.Domain.BulkActions;

/// <summary>Why a bulk action leaves out a delivery that was chosen.</summary>
public enum LeftOutReason
{
    /// <summary>A pending delivery cannot be resent.</summary>
    Pending,

    /// <summary>A test event cannot be resent.</summary>
    IsTest,

    /// <summary>The event's payload was erased or removed.</summary>
    ContentRemoved,

    /// <summary>The delivery was resent before. Its resend can be resent instead.</summary>
    AlreadyResent,

    WebhookDisabled,

    /// <summary>The webhook was removed with its history.</summary>
    WebhookRemoved,

    /// <summary>A delivery that has ended cannot be cancelled.</summary>
    Ended,
}
