using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>The result of a test or a resend.</summary>
public abstract record SendResult
{
    /// <summary>The test event was sent, successfully or not, and is recorded as this delivery.</summary>
    public sealed record Tested(long DeliveryId, string Url, ReadOnlyMemory<byte> Payload) : SendResult;

    /// <summary>The input is invalid; nothing was sent.</summary>
    public sealed record Invalid(FieldError Error) : SendResult;

    /// <summary>The delivery was resent as this new delivery.</summary>
    public sealed record Resent(long DeliveryId) : SendResult;

    /// <summary>The number of deliveries that were resent, or would be.</summary>
    /// <param name="Failed">Deliveries that had used all their attempts.</param>
    /// <param name="Cancelled">Deliveries that were cancelled because the webhook was disabled.</param>
    public sealed record ResentAll(int Failed, int Cancelled = 0) : SendResult
    {
        public int Count => Failed + Cancelled;
    }

    /// <summary>The current state does not allow it. <c>Reason</c> is a sentence for the user.</summary>
    public sealed record Refused(string Reason) : SendResult;

    public sealed record NotFound : SendResult;

    public sealed record Forbidden : SendResult;
}
