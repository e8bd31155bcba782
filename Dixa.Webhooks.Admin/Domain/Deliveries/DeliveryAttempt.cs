namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>One attempt of a delivery: the request and its response.</summary>
public sealed class DeliveryAttempt
{
    public long Id { get; init; }

    public long DeliveryId { get; init; }

    public Guid SubscriptionId { get; init; }

    /// <summary>Counts from 1.</summary>
    public int Number { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>From the start of connecting, or the first byte sent, to the last byte read.</summary>
    public TimeSpan Duration { get; init; }

    public int? StatusCode { get; init; }

    public FailureClass? Failure { get; init; }

    public bool Succeeded { get; init; }

    /// <summary>The request headers, captured by <see cref="SentHeaders"/>; null if nothing was sent.</summary>
    public byte[]? RequestHeaders { get; init; }

    /// <summary>The response headers as <see cref="HeaderLines"/>, with secret values masked; null without a response.</summary>
    public byte[]? ResponseHeaders { get; init; }

    /// <summary>At most the first 16 KiB, as received.</summary>
    public byte[]? ResponseBody { get; init; }

    public bool ResponseTruncated { get; init; }
}
