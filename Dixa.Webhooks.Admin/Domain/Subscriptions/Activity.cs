using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>What somebody did to a webhook, or with it.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Detail">More on it, in words; never a secret or a header's value.</param>
public sealed record Activity(ActivityKind Kind, string? Detail = null)
{
    /// <summary>It was turned on or off by a person.</summary>
    public static Activity Switched(bool enabled) => new(enabled ? ActivityKind.Enabled : ActivityKind.Disabled);

    /// <summary>It was given a new secret.</summary>
    /// <param name="overlap">How long the old one signs too.</param>
    /// <param name="now">When the overlap begins.</param>
    public static Activity Rotated(TimeSpan overlap, DateTimeOffset now) => new(
        ActivityKind.SecretRotated,
        overlap > TimeSpan.Zero ? $"The old secret signs too for {SecretOverlap.Words(overlap)}, until {Utc(now + overlap)}" : "Without an overlap: the old secret signs no more");

    /// <summary>One delivery was sent again.</summary>
    public static Activity Resent(Guid eventId) => new(ActivityKind.Resent, eventId.ToString());

    /// <summary>Deliveries that had failed or been cancelled since a time were resent.</summary>
    /// <param name="failed">How many had failed.</param>
    /// <param name="cancelled">How many had been cancelled.</param>
    /// <param name="since">Since when.</param>
    /// <param name="eventType">The one type that was asked for; null for all of them.</param>
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
