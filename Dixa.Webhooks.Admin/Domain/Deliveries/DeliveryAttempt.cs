using Dixa.Webhooks.Admin.Components.Webhooks.Details;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>One request of a delivery, and what came back.</summary>
public sealed class DeliveryAttempt
{
    public long Id { get; init; }

    public long DeliveryId { get; init; }

    public Guid SubscriptionId { get; init; }

    /// <summary>From 1.</summary>
    public int Number { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>From the first byte sent, or the first step of connecting, to the last byte read.</summary>
    public TimeSpan Duration { get; init; }

    public int? StatusCode { get; init; }

    public FailureClass? Failure { get; init; }

    public bool Succeeded { get; init; }

    /// <summary>What went out, as <see cref="SentHeaders"/>; null when nothing did.</summary>
    public byte[]? RequestHeaders { get; init; }

    /// <summary>What came back, as <see cref="HeaderLines"/>, secret values masked; null when there was no answer.</summary>
    public byte[]? ResponseHeaders { get; init; }

    /// <summary>At most the first 16 KiB, as they came.</summary>
    public byte[]? ResponseBody { get; init; }

    public bool ResponseTruncated { get; init; }
}
