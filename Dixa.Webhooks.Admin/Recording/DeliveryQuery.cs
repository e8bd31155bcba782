using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Where a page of deliveries ends, and so where the next one begins: after the delivery of this creation time and key.</summary>
public sealed record DeliveryPosition(DateTimeOffset CreatedAt, long Id)
{
    /// <summary>The position in an address: ticks in UTC, a hyphen, the key.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt.UtcTicks}-{Id}");

    /// <summary>Null when the text is no position.</summary>
    public static DeliveryPosition? Read(string text) =>
        text.Split('-') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? new DeliveryPosition(new DateTimeOffset(at, TimeSpan.Zero), last)
            : null;
}

/// <summary>Which deliveries of a webhook are wanted. What is null does not matter.</summary>
public sealed record DeliveryQuery
{
    public const int MaxPerPage = 100;

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

    /// <summary>For the way back: where the page after begins. When less than a page is newer than that, the first page comes, whole.</summary>
    public DeliveryPosition? Before { get; init; }

    /// <summary>1 to <see cref="MaxPerPage"/>.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>A page of deliveries, newest first.</summary>
/// <param name="Rows">The deliveries.</param>
/// <param name="Next">Where the next page, of older ones, begins; null when there is none.</param>
/// <param name="Previous">Where the page before, of newer ones, ends; null on the first.</param>
public sealed record FoundDeliveries(IReadOnlyList<DeliveryRecord> Rows, DeliveryPosition? Next, DeliveryPosition? Previous);
