using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>An action of a person, API token or the system on a webhook.</summary>
/// <param name="Kind">The type of action.</param>
/// <param name="Detail">Details as text; never contains secrets or header values.</param>
public sealed record Activity(ActivityKind Kind, string? Detail = null)
{
    /// <summary>A person enabled or disabled the webhook.</summary>
    public static Activity Switched(bool enabled) => new(enabled ? ActivityKind.Enabled : ActivityKind.Disabled);

    /// <summary>The secret was rotated.</summary>
    /// <param name="overlap">How long the old secret also signs.</param>
    /// <param name="now">When the overlap starts.</param>
    public static Activity Rotated(TimeSpan overlap, DateTimeOffset now) => new(
        ActivityKind.SecretRotated,
        overlap > TimeSpan.Zero ? $"The old secret also signs for {SecretOverlap.Words(overlap)}, until {Utc(now + overlap)}" : "No overlap: the old secret expired immediately");

    /// <summary>One delivery was resent.</summary>
    public static Activity Resent(Guid eventId) => new(ActivityKind.Resent, eventId.ToString());

    /// <summary>Deliveries that had failed or been cancelled since a time were resent.</summary>
    /// <param name="failed">How many had failed.</param>
    /// <param name="cancelled">How many had been cancelled.</param>
    /// <param name="since">The selected time.</param>
    /// <param name="eventType">The selected event type; null for all.</param>
    public static Activity ResentFailed(int failed, int cancelled, DateTimeOffset since, string? eventType)
    {
        var count = failed + cancelled;
        var ended = (failed, cancelled) switch
        {
            (_, 0) => "failed",
            (0, 1) => "was cancelled",
            (0, _) => "were cancelled",
            _ => "failed or were cancelled",
        };
        return new(
            ActivityKind.ResentFailed,
            string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "delivery" : "deliveries")}{(eventType is null ? "" : $" of {eventType}")} that {ended} since {Utc(since)}"));
    }

    private static string Utc(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
