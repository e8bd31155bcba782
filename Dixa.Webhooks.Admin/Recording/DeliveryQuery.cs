using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>A position in the list of deliveries, for paging: the creation time and key of the last delivery of a page.</summary>
public sealed record DeliveryPosition(DateTimeOffset CreatedAt, long Id)
{
    /// <summary>The form used in URLs: UTC ticks, a hyphen, the key.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt.UtcTicks}-{Id}");

    /// <summary>Null if the text is not a position.</summary>
    public static DeliveryPosition? Read(string text) =>
        text.Split('-') is [var ticks, var id]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? new DeliveryPosition(new DateTimeOffset(at, TimeSpan.Zero), last)
            : null;
}

/// <summary>A filter for deliveries of a webhook. Null members do not filter.</summary>
public sealed record DeliveryQuery
{
    public const int MaxPerPage = 100;

    /// <summary>A wire name.</summary>
    public string? EventType { get; init; }

    public DeliveryState? State { get; init; }

    /// <summary>The creation time, inclusive.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The creation time, exclusive.</summary>
    public DateTimeOffset? Until { get; init; }

    public long? DeliveryId { get; init; }

    public Guid? EventId { get; init; }

    /// <summary>The end of the previous page; null for the first page.</summary>
    public DeliveryPosition? After { get; init; }

    /// <summary>For paging back: the start of the page that follows. If less than a full page is newer, the result is the first page.</summary>
    public DeliveryPosition? Before { get; init; }

    /// <summary>1 to <see cref="MaxPerPage"/>.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>A page of deliveries, newest first.</summary>
/// <param name="Next">The start of the next page, with older deliveries; null if there is none.</param>
/// <param name="Previous">The end of the previous page, with newer deliveries; null on the first page.</param>
public sealed record FoundDeliveries(IReadOnlyList<DeliveryRecord> Rows, DeliveryPosition? Next, DeliveryPosition? Previous);
