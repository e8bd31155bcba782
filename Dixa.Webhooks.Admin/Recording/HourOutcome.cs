using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>What came of a webhook's attempts within an hour.</summary>
/// <param name="Hour">When it began.</param>
/// <param name="Delivered">Deliveries that arrived.</param>
/// <param name="FailedAttempts">Attempts that failed, whether another followed or not.</param>
/// <param name="GivenUp">Deliveries whose last attempt failed.</param>
/// <param name="Cancelled">Deliveries that ended because the webhook was disabled.</param>
/// <param name="ResponseTimes">How long the answers took.</param>
public sealed record HourOutcome(DateTimeOffset Hour, long Delivered, long FailedAttempts, long GivenUp, long Cancelled, ResponseTimes ResponseTimes)
{
    /// <summary>Attempts that failed and were followed by another, or are to be.</summary>
    public long Retried => FailedAttempts - GivenUp;
}

/// <summary>An hour's attempts.</summary>
public sealed record AttemptCount(DateTimeOffset Hour, long Succeeded, long Failed);

/// <summary>A webhook's last 24 hours, the oldest first.</summary>
public sealed record DayOutcome(IReadOnlyList<AttemptCount> Hours)
{
    public long Succeeded { get; } = Hours.Sum(hour => hour.Succeeded);

    public long Failed { get; } = Hours.Sum(hour => hour.Failed);

    /// <summary>Which share of the attempts succeeded, 0 to 1; null when there was none.</summary>
    public double? SuccessRate => Succeeded + Failed is var all and > 0 ? (double)Succeeded / all : null;
}
