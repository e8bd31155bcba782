using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>An hour of a webhook as the writer knows it: what is stored, and what the transaction adds.</summary>
internal sealed class HourTally
{
    private const string Find = """
        SELECT delivered, failed_attempts, given_up, cancelled, response_times FROM hours
        WHERE subscription_id = @subscription_id AND hour = @hour
        """;

    private const string Replace = """
        INSERT INTO hours (subscription_id, hour, delivered, failed_attempts, given_up, cancelled, response_times)
        VALUES (@subscription_id, @hour, @delivered, @failed_attempts, @given_up, @cancelled, @response_times)
        ON CONFLICT (subscription_id, hour) DO UPDATE
        SET delivered = excluded.delivered, failed_attempts = excluded.failed_attempts, given_up = excluded.given_up,
            cancelled = excluded.cancelled, response_times = excluded.response_times
        """;

    private readonly Guid _subscriptionId;
    private readonly ResponseTimes _times = new();
    private long _delivered;
    private long _failedAttempts;
    private long _givenUp;
    private long _cancelled;
    private bool _changed;

    public HourTally(WriteSession session, Guid subscriptionId, long hour)
    {
        (_subscriptionId, Hour) = (subscriptionId, hour);
        using var rows = session.Query(Find, ("@subscription_id", subscriptionId), ("@hour", hour));
        if (rows.Read())
        {
            (_delivered, _failedAttempts, _givenUp, _cancelled) = (rows.Number(0), rows.Number(1), rows.Number(2), rows.Number(3));
            _times = ResponseTimes.Read(rows.Bytes(4));
        }
    }

    /// <summary>When it began, in UTC ticks.</summary>
    public long Hour { get; }

    /// <summary>The hour that a time lies in.</summary>
    public static long Of(DateTimeOffset time) => time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour);

    public void Add(EndedAttempt attempt, DeliveryState state)
    {
        if (attempt.Result.Succeeded)
        {
            _delivered++;
        }
        else
        {
            _failedAttempts++;
            _givenUp += state is DeliveryState.Failed ? 1 : 0;
        }

        if (attempt.Result is { StatusCode: not null, Failure: null })
        {
            _times.Add(attempt.Duration);
        }

        _changed = true;
    }

    public void AddCancelled(int count) => (_cancelled, _changed) = (_cancelled + count, true);

    public void Store(WriteSession session)
    {
        if (!_changed)
        {
            return;
        }

        session.Execute(
            Replace,
            ("@subscription_id", _subscriptionId),
            ("@hour", Hour),
            ("@delivered", _delivered),
            ("@failed_attempts", _failedAttempts),
            ("@given_up", _givenUp),
            ("@cancelled", _cancelled),
            ("@response_times", _times.ToBytes()));
        _changed = false;
    }
}
