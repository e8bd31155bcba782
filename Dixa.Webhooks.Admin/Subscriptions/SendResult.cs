using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>What came of a wish to send something to a webhook now, or again.</summary>
public abstract record SendResult
{
    /// <summary>The test was sent, however it went; it is recorded as this delivery.</summary>
    /// <param name="DeliveryId">In the history.</param>
    /// <param name="Url">Where it went.</param>
    /// <param name="Payload">The exact body.</param>
    public sealed record Tested(long DeliveryId, string Url, ReadOnlyMemory<byte> Payload) : SendResult;

    /// <summary>What was asked for cannot be sent; nothing was.</summary>
    public sealed record Invalid(FieldError Error) : SendResult;

    /// <summary>It is on its way again, as this new delivery.</summary>
    public sealed record Resent(long DeliveryId) : SendResult;

    /// <summary>How many deliveries are resent, or would be.</summary>
    /// <param name="Failed">Those that had used all their attempts.</param>
    /// <param name="Cancelled">Those that were cancelled because the webhook was disabled.</param>
    public sealed record ResentAll(int Failed, int Cancelled = 0) : SendResult
    {
        public int Count => Failed + Cancelled;
    }

    /// <summary>It cannot be sent now.</summary>
    /// <param name="Reason">Why, as a sentence for a reader.</param>
    public sealed record Refused(string Reason) : SendResult;

    /// <summary>There is no such webhook, or no such delivery of it.</summary>
    public sealed record NotFound : SendResult;

    /// <summary>The actor's role does not allow it.</summary>
    public sealed record Forbidden : SendResult;
}
