using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Where a page of deliveries ends, and so where the next one begins: after the delivery of this creation time and key.</summary>
public sealed record DeliveryPosition(DateTimeOffset CreatedAt, long Id);

/// <summary>Which deliveries of a webhook are wanted. What is null does not matter.</summary>
public sealed record DeliveryQuery
{
    public const int MostPerPage = 100;

    /// <summary>The wire name.</summary>
    public string? EventType { get; init; }

    public DeliveryState? State { get; init; }

    /// <summary>Created at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Created before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    public long? DeliveryId { get; init; }

    public Guid? EventId { get; init; }

    /// <summary>Where the page before ended; null for the first.</summary>
    public DeliveryPosition? After { get; init; }

    /// <summary>1 to <see cref="MostPerPage"/>.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>A page of deliveries, newest first.</summary>
/// <param name="Rows">The deliveries.</param>
/// <param name="Next">Where the next page begins; null when there is none.</param>
public sealed record DeliveryPage(IReadOnlyList<DeliveryRecord> Rows, DeliveryPosition? Next);
