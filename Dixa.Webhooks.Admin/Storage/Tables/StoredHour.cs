namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>
/// What came of a webhook's attempts within an hour, so that no chart has to count deliveries. Tests are not in it. It is written in the
/// attempts' own commit, so it is as true as they are.
/// </summary>
public sealed class StoredHour
{
    public Guid SubscriptionId { get; init; }

    /// <summary>When the hour began, in UTC; an attempt belongs to the one in which it ended.</summary>
    public DateTimeOffset Hour { get; init; }

    /// <summary>Deliveries that arrived: one successful attempt each.</summary>
    public long Delivered { get; init; }

    /// <summary>Attempts that failed, whether another followed or not.</summary>
    public long FailedAttempts { get; init; }

    /// <summary>Deliveries whose last attempt failed.</summary>
    public long GivenUp { get; init; }

    /// <summary>Deliveries that ended because the webhook was disabled.</summary>
    public long Cancelled { get; init; }

    /// <summary>How long those attempts took that got an answer, as <see cref="Domain.Deliveries.ResponseTimes"/>.</summary>
    public byte[] ResponseTimes { get; init; } = [];
}
