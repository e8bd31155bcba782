using System.Runtime.InteropServices;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>What one transaction's attempts of a lane add up to.</summary>
/// <param name="subscriptionId">The lane.</param>
/// <param name="runSince">In UTC ticks; null when the webhook was removed. An attempt that began earlier went to another address, or before the webhook was enabled again, and does not count.</param>
internal sealed class LaneTally(Guid subscriptionId, long? runSince)
{
    /// <summary>The webhook is still there.</summary>
    public bool Exists { get; } = runSince is not null;

    public Guid SubscriptionId { get; } = subscriptionId;

    /// <summary>The stored run may be longer than nothing.</summary>
    public bool MayHaveFailures { get; set; } = true;

    /// <summary>A success ended the run that was stored.</summary>
    public bool Ended { get; private set; }

    /// <summary>How many failed since then, or since what is stored.</summary>
    public int Failures { get; private set; }

    /// <summary>The latest attempt of each event type: a handful.</summary>
    public Dictionary<string, EndedAttempt> Latest { get; } = [];

    /// <param name="attempt">The attempt.</param>
    /// <param name="isFailedResend">Somebody asked for it, perhaps many times while they repaired the endpoint: it neither counts as a failure nor ends a run.</param>
    public void Add(EndedAttempt attempt, bool isFailedResend)
    {
        if (attempt.StartedAt.UtcTicks >= runSince && !isFailedResend)
        {
            (Ended, Failures) = attempt.Result.Succeeded ? (true, 0) : (Ended, Failures + 1);
        }

        ref var latest = ref CollectionsMarshal.GetValueRefOrAddDefault(Latest, attempt.EventType, out _);
        if (latest is null || attempt.StartedAt >= latest.StartedAt)
        {
            latest = attempt;
        }
    }

    /// <summary>The hours that it adds to: one, but for attempts on either side of a full hour.</summary>
    public List<HourTally> Hours { get; } = [];

    /// <summary>It is among those that the transaction stores.</summary>
    public bool IsCounted { get; set; }

    /// <summary>Starts anew with the next transaction. The latest hour goes on.</summary>
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
