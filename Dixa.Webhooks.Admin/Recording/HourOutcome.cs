using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>The results of a webhook's attempts within one hour.</summary>
/// <param name="Hour">The start of the hour.</param>
/// <param name="FailedAttempts">Failed attempts, whether or not they were retried.</param>
/// <param name="GivenUp">Deliveries whose last attempt failed.</param>
/// <param name="Cancelled">Deliveries that were cancelled because the webhook was disabled.</param>
public sealed record HourOutcome(DateTimeOffset Hour, long Delivered, long FailedAttempts, long GivenUp, long Cancelled, ResponseTimes ResponseTimes)
{
    /// <summary>Failed attempts that were or will be retried.</summary>
    public long Retried => FailedAttempts - GivenUp;
}

public sealed record AttemptCount(DateTimeOffset Hour, long Succeeded, long Failed);

/// <summary>The last 24 hours of a webhook, oldest first.</summary>
public sealed record DayOutcome(IReadOnlyList<AttemptCount> Hours)
{
    public long Succeeded { get; } = Hours.Sum(hour => hour.Succeeded);

    public long Failed { get; } = Hours.Sum(hour => hour.Failed);

    /// <summary>The share of successful attempts, from 0 to 1; null if there were no attempts.</summary>
    public double? SuccessRate => Succeeded + Failed is var all and > 0 ? (double)Succeeded / all : null;
}
