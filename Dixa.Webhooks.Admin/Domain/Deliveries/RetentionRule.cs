namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>How long the history is kept. Dixa's guide says: the last 50 deliveries of each event type can be viewed.</summary>
/// <param name="MaxAge">The age from which final deliveries, and events that no delivery needs, are purged; null keeps everything.</param>
/// <param name="KeepPerEventType">This many of the newest deliveries of each webhook and event type stay, however old they are; 0 or more.</param>
/// <param name="StatisticsMaxAge">The age from which hourly statistics are purged; null keeps everything.</param>
public sealed record RetentionRule(TimeSpan? MaxAge, int KeepPerEventType, TimeSpan? StatisticsMaxAge)
{
    /// <summary>The age from which payloads and responses are removed while the deliveries stay; null keeps them as long as the deliveries.</summary>
    public TimeSpan? PayloadMaxAge { get; init; }

    private const double RoomShare = 0.05;

    /// <summary>Newer events stay although the store is too large: publishers repeat them, and people look at them and resend them.</summary>
    private static readonly TimeSpan MinAge = TimeSpan.FromDays(1);

    /// <summary>While the store has more bytes, the oldest final deliveries are purged; null for no limit.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Deliveries of a webhook and event type that were created before the result are purged; null if all stay.</summary>
    /// <param name="now">The current time.</param>
    /// <param name="oldestKept">When the oldest of the newest <see cref="KeepPerEventType"/> deliveries was created; null if there are fewer.</param>
    public DateTimeOffset? PurgeDeliveriesBefore(DateTimeOffset now, DateTimeOffset? oldestKept)
    {
        if (now - MaxAge is not { } oldest || (KeepPerEventType > 0 && oldestKept is null))
        {
            return null;
        }

        return KeepPerEventType > 0 && oldestKept < oldest ? oldestKept : oldest;
    }

    /// <summary>Events that were received before the result, and that no delivery needs, are purged; null if all stay.</summary>
    public DateTimeOffset? PurgeEventsBefore(DateTimeOffset now) => now - MaxAge;

    /// <summary>The payloads of events that were received before the result are removed; null if all stay.</summary>
    public DateTimeOffset? RemovePayloadsBefore(DateTimeOffset now) => now - PayloadMaxAge;

    /// <summary>How many bytes to purge from a store; 0 if it is small enough. Leaves some room, so that not every run has to purge.</summary>
    /// <param name="usedBytes">The bytes of the store without its free part.</param>
    public long ExcessBytes(long usedBytes) => MaxBytes is { } max && usedBytes > max ? usedBytes - (long)(max * (1 - RoomShare)) : 0;

    /// <summary>Only what is older than the result is purged because of the size.</summary>
    public DateTimeOffset PurgeBySizeBefore(DateTimeOffset now) => now - MinAge;

    /// <summary>Hours before the result are purged; null if all stay.</summary>
    public DateTimeOffset? PurgeHoursBefore(DateTimeOffset now) => now - StatisticsMaxAge;
}
