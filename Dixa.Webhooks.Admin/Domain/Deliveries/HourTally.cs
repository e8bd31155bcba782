namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>The totals of one hour of a webhook: the stored ones plus what the transaction adds.</summary>
internal sealed class HourTally(Guid subscriptionId, long hour)
{
    private bool _changed;

    public HourTally(Guid subscriptionId, long hour, long delivered, long failedAttempts, long givenUp, long cancelled, ReadOnlySpan<byte> times)
        : this(subscriptionId, hour) =>
        (Delivered, FailedAttempts, GivenUp, Cancelled, Times) = (delivered, failedAttempts, givenUp, cancelled, ResponseTimes.Read(times));

    public Guid SubscriptionId { get; } = subscriptionId;

    /// <summary>The start of the hour, in UTC ticks.</summary>
    public long Hour { get; } = hour;

    public long Delivered { get; private set; }

    public long FailedAttempts { get; private set; }

    public long GivenUp { get; private set; }

    public long Cancelled { get; private set; }

    public ResponseTimes Times { get; } = new();

    /// <summary>The start of the hour that contains a time, in UTC ticks.</summary>
    public static long Of(DateTimeOffset time) => time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour);

    public void Add(EndedAttempt attempt, DeliveryState state)
    {
        if (attempt.Result.Succeeded)
        {
            Delivered++;
        }
        else
        {
            FailedAttempts++;
            GivenUp += state is DeliveryState.Failed ? 1 : 0;
        }

        if (attempt.Result is { StatusCode: not null, Failure: null })
        {
            Times.Add(attempt.Duration);
        }

        _changed = true;
    }

    public void AddCancelled(int count) => (Cancelled, _changed) = (Cancelled + count, true);

    /// <summary>A new tally with the sums of both.</summary>
    public HourTally With(HourTally more)
    {
        var sum = new HourTally(SubscriptionId, Hour)
        {
            Delivered = Delivered + more.Delivered,
            FailedAttempts = FailedAttempts + more.FailedAttempts,
            GivenUp = GivenUp + more.GivenUp,
            Cancelled = Cancelled + more.Cancelled,
        };
        sum.Times.Add(Times);
        sum.Times.Add(more.Times);
        return sum;
    }

    /// <summary>Whether the totals have changed since the last call.</summary>
    public bool TakeChange()
    {
        var changed = _changed;
        _changed = false;
        return changed;
    }
}
