namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Adds up the attempts of one transaction: each event type's last status and each lane's run of failures are stored
/// once for all of them, since a busy lane records hundreds of attempts in a commit.
/// </summary>
internal sealed class AttemptTally(WriteSession session)
{
    private const string RunSince = "SELECT failure_run_since FROM subscriptions WHERE id = @subscription_id";

    // A lane without failures, whose attempts succeed, is not touched.
    private const string Count = """
        UPDATE lanes SET failures_in_a_row = CASE WHEN @ended THEN 0 ELSE failures_in_a_row END + @failures
        WHERE subscription_id = @subscription_id AND (failures_in_a_row > 0 OR @failures > 0)
        """;

    private const string Status = """
        INSERT INTO event_statuses (subscription_id, event_type, attempted_at, status_code, failure)
        VALUES (@subscription_id, @event_type, @attempted_at, @status_code, @failure)
        ON CONFLICT (subscription_id, event_type) DO UPDATE
        SET attempted_at = excluded.attempted_at, status_code = excluded.status_code, failure = excluded.failure
        WHERE excluded.attempted_at >= event_statuses.attempted_at
        """;

    private readonly Dictionary<Guid, Run> _runs = [];
    private readonly Dictionary<(Guid SubscriptionId, string EventType), EndedAttempt> _latest = [];

    /// <summary>Counts an attempt, in the order in which they are recorded.</summary>
    public void Add(EndedAttempt attempt)
    {
        var key = (attempt.SubscriptionId, attempt.EventType);
        if (!_latest.TryGetValue(key, out var latest) || attempt.StartedAt >= latest.StartedAt)
        {
            _latest[key] = attempt;
        }

        if (!_runs.TryGetValue(attempt.SubscriptionId, out var run))
        {
            _runs.Add(attempt.SubscriptionId, run = new Run(ReadRunSince(attempt.SubscriptionId)));
        }

        run.Add(attempt);
    }

    /// <summary>Stores the sums, and starts anew.</summary>
    public void Store()
    {
        foreach (var (subscriptionId, run) in _runs)
        {
            session.Execute(Count, ("@ended", run.Ended), ("@failures", run.Failures), ("@subscription_id", subscriptionId));
        }

        foreach (var ((subscriptionId, eventType), attempt) in _latest)
        {
            session.Execute(
                Status,
                ("@subscription_id", subscriptionId),
                ("@event_type", eventType),
                ("@attempted_at", attempt.StartedAt.UtcTicks),
                ("@status_code", attempt.Result.StatusCode),
                ("@failure", (int?)attempt.Result.Failure));
        }

        Clear();
    }

    /// <summary>Forgets what was counted and not stored.</summary>
    public void Clear()
    {
        _runs.Clear();
        _latest.Clear();
    }

    private long ReadRunSince(Guid subscriptionId)
    {
        using var rows = session.Query(RunSince, ("@subscription_id", subscriptionId));
        return rows.Read() ? rows.Number(0) : long.MaxValue;
    }

    private sealed class Run(long since)
    {
        /// <summary>A success ended the run that was stored.</summary>
        public bool Ended { get; private set; }

        /// <summary>How many failed since then, or since what is stored.</summary>
        public int Failures { get; private set; }

        // An attempt that began before the run's start went to another address, or before the webhook was enabled again.
        public void Add(EndedAttempt attempt)
        {
            if (attempt.StartedAt.UtcTicks >= since)
            {
                (Ended, Failures) = attempt.Result.Succeeded ? (true, 0) : (Ended, Failures + 1);
            }
        }
    }
}
