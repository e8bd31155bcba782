using System.Runtime.InteropServices;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>Sums up the attempts of a lane in one transaction.</summary>
/// <param name="subscriptionId">The webhook.</param>
/// <param name="failuresSince">
/// In UTC ticks; null if the webhook was removed. Attempts that started earlier do not count: they went to another URL, or started before the
/// webhook was enabled again.
/// </param>
internal sealed class LaneTally(Guid subscriptionId, long? failuresSince)
{
    /// <summary>The webhook was not removed.</summary>
    public bool Exists { get; } = failuresSince is not null;

    public Guid SubscriptionId { get; } = subscriptionId;

    /// <summary>The stored number of consecutive failures may be greater than 0.</summary>
    public bool MayHaveFailures { get; set; } = true;

    /// <summary>A success resets the stored consecutive failures.</summary>
    public bool Ended { get; private set; }

    /// <summary>Failures since the last success in this transaction, or, without one, in addition to the stored ones.</summary>
    public int Failures { get; private set; }

    /// <summary>The latest attempt of each event type.</summary>
    public Dictionary<string, EndedAttempt> Latest { get; } = [];

    /// <summary>
    /// Adds an attempt. A failed resend or replay does not change the consecutive failures: a user may resend many times while they repair the endpoint.
    /// </summary>
    public void Add(EndedAttempt attempt, bool isFailedResend)
    {
        if (attempt.StartedAt.UtcTicks >= failuresSince && !isFailedResend)
        {
            (Ended, Failures) = attempt.Result.Succeeded ? (true, 0) : (Ended, Failures + 1);
        }

        ref var latest = ref CollectionsMarshal.GetValueRefOrAddDefault(Latest, attempt.EventType, out _);
        if (latest is null || attempt.StartedAt >= latest.StartedAt)
        {
            latest = attempt;
        }
    }

    /// <summary>The hours of the attempts: one, or two around a full hour.</summary>
    public List<HourTally> Hours { get; } = [];

    /// <summary>The current transaction stores this tally.</summary>
    public bool IsCounted { get; set; }

    /// <summary>Resets the tally for the next transaction. Keeps the latest hour, so that it need not be read again.</summary>
    public void Reset()
    {
        (Ended, Failures, IsCounted) = (false, 0, false);
        Latest.Clear();
        if (Hours.Count > 1)
        {
            var latest = Hours.MaxBy(hour => hour.Hour)!;
            Hours.Clear();
            Hours.Add(latest);
        }
    }
}
