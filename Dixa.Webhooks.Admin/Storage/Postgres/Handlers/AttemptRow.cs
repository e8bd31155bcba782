using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Writes;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres.Handlers;

/// <summary>An attempt to record, with the assumed state of its delivery before it.</summary>
internal sealed class AttemptRow
{
    // Changes each delivery that is as assumed, and inserts its attempt. Returns the deliveries that were changed.
    // If a delivery was cancelled during its last request and the request succeeds, the delivery is delivered.
    private const string Insert = """
        WITH ended AS (
            SELECT * FROM unnest(
                @deliveries, @webhooks, @befores, @states_before, @states, @due_ats, @completed_ats, @started_ats, @durations, @status_codes,
                @failures, @successes, @request_headers, @response_headers, @response_bodies, @truncated) AS e (
                delivery_id, subscription_id, before, state_before, state, due_at, completed_at, started_at, duration, status_code,
                failure, succeeded, request_headers, response_headers, response_body, response_truncated)
        ), changed AS (
            UPDATE deliveries d
            SET attempts = e.before + 1, state = e.state, due_at = coalesce(e.due_at, d.due_at),
                completed_at = coalesce(d.completed_at, e.completed_at),
                cancellation_id = CASE WHEN e.succeeded THEN NULL ELSE d.cancellation_id END,
                last_attempt_at = e.started_at, last_status_code = e.status_code, last_failure = e.failure
            FROM ended e JOIN subscriptions s ON s.id = e.subscription_id
            WHERE d.id = e.delivery_id AND d.attempts = e.before AND (e.succeeded OR d.state = e.state_before)
            RETURNING d.id
        )
        INSERT INTO attempts (
            delivery_id, subscription_id, number, started_at, duration, status_code, failure, succeeded,
            request_headers, response_headers, response_body, response_truncated)
        SELECT
            e.delivery_id, e.subscription_id, e.before + 1, e.started_at, e.duration, e.status_code, e.failure, e.succeeded,
            e.request_headers, e.response_headers, e.response_body, e.response_truncated
        FROM ended e JOIN changed c ON c.id = e.delivery_id
        RETURNING delivery_id
        """;

    private readonly RecordAttempt _write;
    private readonly DeliveryState _stateBefore;

    private AttemptRow(QueuedWrite<RecordedAttempt?> queued, int before, DeliveryState stateBefore)
    {
        (Queued, Before, _stateBefore, _write) = (queued, before, stateBefore, (RecordAttempt)queued.Write);
        Recorded = _write.ResultAfter(stateBefore, before);
    }

    public QueuedWrite<RecordedAttempt?> Queued { get; }

    /// <summary>The assumed number of attempts before this one.</summary>
    public int Before { get; }

    /// <summary>The result, if the delivery is as assumed.</summary>
    public RecordedAttempt Recorded { get; }

    public EndedAttempt Attempt => _write.Attempt;

    public AttemptResult Result => _write.Attempt.Result;

    /// <summary>The attempt failed and its delivery is a resend, so it does not count for auto-disable.</summary>
    public bool IsFailedResend { get; set; }

    public static AttemptRow AsTheLaneKnows(QueuedWrite<RecordedAttempt?> queued)
    {
        queued.Result = null;
        return new AttemptRow(queued, ((RecordAttempt)queued.Write).Attempt.AttemptsBefore, DeliveryState.Pending);
    }

    /// <summary>The same attempt, with the delivery as the store has it.</summary>
    public AttemptRow AsStored(int attempts, DeliveryState state) => new(Queued, attempts, state) { IsFailedResend = IsFailedResend };

    /// <summary>Stores the attempts whose delivery is as assumed, and returns the keys of those deliveries.</summary>
    public static NpgsqlBatchCommand StoreAll(List<AttemptRow> rows)
    {
        var all = rows.ToArray();
        return PostgresConnection.Statement(
            Insert,
            ("@deliveries", Array.ConvertAll(all, row => row.Attempt.DeliveryId)),
            ("@webhooks", Array.ConvertAll(all, row => row.Attempt.SubscriptionId)),
            ("@befores", Array.ConvertAll(all, row => row.Before)),
            ("@states_before", Array.ConvertAll(all, row => (int)row._stateBefore)),
            ("@states", Array.ConvertAll(all, row => (int)row.Recorded.State)),
            ("@due_ats", Array.ConvertAll(all, row => row.Recorded.RetryAt?.UtcTicks)),
            ("@completed_ats", Array.ConvertAll(all, row => row.Recorded.State is DeliveryState.Pending ? (long?)null : row.Attempt.EndedAt.UtcTicks)),
            ("@started_ats", Array.ConvertAll(all, row => row.Attempt.StartedAt.UtcTicks)),
            ("@durations", Array.ConvertAll(all, row => row.Attempt.Duration.Ticks)),
            ("@status_codes", Array.ConvertAll(all, row => row.Result.StatusCode)),
            ("@failures", Array.ConvertAll(all, row => (int?)row.Result.Failure)),
            ("@successes", Array.ConvertAll(all, row => row.Result.Succeeded)),
            ("@request_headers", Array.ConvertAll(all, row => row.Result.RequestHeaders)),
            ("@response_headers", Array.ConvertAll(all, row => row.Result.ResponseHeaders)),
            ("@response_bodies", Array.ConvertAll(all, row => row.Result.ResponseBody)),
            ("@truncated", Array.ConvertAll(all, row => row.Result.ResponseTruncated)));
    }
}
