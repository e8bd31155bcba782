namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>
/// The results of a webhook's attempts within one hour, without tests, so that charts need not count deliveries. It is stored in the same
/// transaction as the attempts, so it always matches them.
/// </summary>
public sealed class StoredHour
{
    public Guid SubscriptionId { get; init; }

    /// <summary>The start of the hour in UTC. An attempt belongs to the hour in which it ended.</summary>
    public DateTimeOffset Hour { get; init; }

    /// <summary>Delivered deliveries, each with one successful attempt.</summary>
    public long Delivered { get; init; }

    /// <summary>Failed attempts, whether or not they were retried.</summary>
    public long FailedAttempts { get; init; }

    /// <summary>Deliveries whose last attempt failed.</summary>
    public long GivenUp { get; init; }

    /// <summary>Deliveries that were cancelled because the webhook was disabled.</summary>
    public long Cancelled { get; init; }

    /// <summary>The durations of attempts that got a response, as <see cref="Domain.Deliveries.ResponseTimes"/>.</summary>
    public byte[] ResponseTimes { get; init; } = [];
}
