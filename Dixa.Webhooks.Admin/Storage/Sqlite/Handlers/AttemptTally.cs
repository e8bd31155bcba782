using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Tables;

namespace Dixa.Webhooks.Admin.Storage.Sqlite.Handlers;

/// <summary>
/// Sums up the attempts of one transaction. A busy lane records hundreds of attempts per commit, so each event type's last status, each lane's
/// consecutive failures and its hour are stored once for all of them.
/// </summary>
internal sealed class AttemptTally(SqliteSession session)
{
    private const string FailuresSince = "SELECT consecutive_failures_since FROM subscriptions WHERE id = @subscription_id";

    private const string Count = """
        UPDATE lanes SET consecutive_failures = CASE WHEN @ended THEN 0 ELSE consecutive_failures END + @failures
        WHERE subscription_id = @subscription_id AND (consecutive_failures > 0 OR @failures > 0)
        """;

    private const string Status = """
        INSERT INTO event_statuses (subscription_id, event_type, attempted_at, status_code, failure)
        VALUES (@subscription_id, @event_type, @attempted_at, @status_code, @failure)
        ON CONFLICT (subscription_id, event_type) DO UPDATE
        SET attempted_at = excluded.attempted_at, status_code = excluded.status_code, failure = excluded.failure
        WHERE excluded.attempted_at >= event_statuses.attempted_at
        """;

    private const string FindHour = """
        SELECT delivered, failed_attempts, given_up, cancelled, response_times FROM hours
        WHERE subscription_id = @subscription_id AND hour = @hour
        """;

    private const string ReplaceHour = """
        INSERT INTO hours (subscription_id, hour, delivered, failed_attempts, given_up, cancelled, response_times)
        VALUES (@subscription_id, @hour, @delivered, @failed_attempts, @given_up, @cancelled, @response_times)
        ON CONFLICT (subscription_id, hour) DO UPDATE
        SET delivered = excluded.delivered, failed_attempts = excluded.failed_attempts, given_up = excluded.given_up,
            cancelled = excluded.cancelled, response_times = excluded.response_times
        """;

    private readonly Dictionary<Guid, LaneTally> _lanes = [];
    private readonly List<LaneTally> _counted = [];

    /// <summary>Whether the webhook exists. Deliveries of a removed webhook are deleted later than the webhook.</summary>
    public bool Knows(Guid subscriptionId) => Lane(subscriptionId).Exists;

    /// <summary>Adds an attempt with its delivery's new state. Must be called in the order in which attempts are recorded.</summary>
    public void Add(EndedAttempt attempt, DeliveryState state, bool isFailedResend)
    {
        var lane = Counted(attempt.SubscriptionId);
        lane.Add(attempt, isFailedResend);
        Hour(lane, attempt.EndedAt).Add(attempt, state);
    }

    /// <summary>Adds deliveries that were cancelled.</summary>
    public void AddCancelled(Guid subscriptionId, DateTimeOffset now, int count) => Hour(Counted(subscriptionId), now).AddCancelled(count);

    /// <summary>Stores the sums and resets them.</summary>
    public void Store()
    {
        foreach (var lane in _counted)
        {
            StoreFailures(lane);
            foreach (var latest in lane.Latest.Values)
            {
                StoreStatus(latest);
            }

            lane.Hours.ForEach(StoreHour);
            lane.Reset();
        }

        _counted.Clear();
    }

    /// <summary>Discards the sums and the cache, because another connection has written or the stored sums were rolled back.</summary>
    public void Forget()
    {
        _counted.Clear();
        _lanes.Clear();
    }

    private void StoreFailures(LaneTally lane)
    {
        // A lane without failures whose attempts succeed needs no update.
        if (lane.Failures > 0 || (lane.Ended && lane.MayHaveFailures))
        {
            session.Execute(Count, ("@ended", lane.Ended), ("@failures", lane.Failures), ("@subscription_id", lane.SubscriptionId));
            lane.MayHaveFailures = lane.Failures > 0 || !lane.Ended;
        }
    }

    private void StoreStatus(EndedAttempt attempt) => session.Execute(
        Status,
        ("@subscription_id", attempt.SubscriptionId),
        ("@event_type", attempt.EventType),
        ("@attempted_at", attempt.StartedAt.UtcTicks),
        ("@status_code", attempt.Result.StatusCode),
        ("@failure", (int?)attempt.Result.Failure));

    private void StoreHour(HourTally hour)
    {
        if (hour.TakeChange())
        {
            session.Execute(
                ReplaceHour,
                ("@subscription_id", hour.SubscriptionId),
                ("@hour", hour.Hour),
                ("@delivered", hour.Delivered),
                ("@failed_attempts", hour.FailedAttempts),
                ("@given_up", hour.GivenUp),
                ("@cancelled", hour.Cancelled),
                ("@response_times", hour.Times.ToBytes()));
        }
    }

    private HourTally ReadHour(Guid subscriptionId, long hour)
    {
        using var rows = session.Query(FindHour, ("@subscription_id", subscriptionId), ("@hour", hour));
        return rows.Read()
            ? new HourTally(subscriptionId, hour, rows.Number(0), rows.Number(1), rows.Number(2), rows.Number(3), rows.Bytes(4))
            : new HourTally(subscriptionId, hour);
    }

    private LaneTally Counted(Guid subscriptionId)
    {
        var lane = Lane(subscriptionId);
        if (!lane.IsCounted)
        {
            lane.IsCounted = true;
            _counted.Add(lane);
        }

        return lane;
    }

    private HourTally Hour(LaneTally lane, DateTimeOffset time)
    {
        var hour = HourTally.Of(time);
        foreach (var known in lane.Hours)
        {
            if (known.Hour == hour)
            {
                return known;
            }
        }

        var read = ReadHour(lane.SubscriptionId, hour);
        lane.Hours.Add(read);
        return read;
    }

    private LaneTally Lane(Guid subscriptionId)
    {
        if (!_lanes.TryGetValue(subscriptionId, out var lane))
        {
            _lanes.Add(subscriptionId, lane = new LaneTally(subscriptionId, ReadFailuresSince(subscriptionId)));
        }

        return lane;
    }

    private long? ReadFailuresSince(Guid subscriptionId)
    {
        using var rows = session.Query(FailuresSince, ("@subscription_id", subscriptionId));
        return rows.Read() ? rows.Number(0) : null;
    }
}
