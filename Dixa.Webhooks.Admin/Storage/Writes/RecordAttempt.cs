using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>An attempt that ended.</summary>
/// <param name="DeliveryId">The delivery it belongs to.</param>
/// <param name="SubscriptionId">The webhook it went to.</param>
/// <param name="EventType">The event's wire name.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="EndedAt">When it ended; a retry counts from here.</param>
/// <param name="Result">What came of it.</param>
public sealed record EndedAttempt(
    long DeliveryId, Guid SubscriptionId, string EventType, DateTimeOffset StartedAt, TimeSpan Duration, DateTimeOffset EndedAt, AttemptResult Result);

/// <summary>How an attempt was recorded.</summary>
/// <param name="Number">The attempt's number, from 1.</param>
/// <param name="State">The delivery's state after it.</param>
/// <param name="RetryAt">When it is tried again, while pending.</param>
public sealed record RecordedAttempt(int Number, DeliveryState State, DateTimeOffset? RetryAt);

/// <summary>
/// Records an attempt, the delivery's next state, the event type's status and the run of failures, in one piece.
/// The attempt's number is taken from the store, so that none is skipped. Null when the webhook was removed meanwhile.
/// </summary>
public sealed class RecordAttempt(EndedAttempt attempt, RetryRule rule) : StoreWrite<RecordedAttempt?>
{
    private const string Find = "SELECT attempts, state FROM deliveries WHERE id = @id";

    private const string Insert = """
        INSERT INTO attempts (
            delivery_id, subscription_id, number, started_at, duration, status_code, failure, succeeded,
            request_headers, response_headers, response_body, response_truncated)
        VALUES (
            @delivery_id, @subscription_id, @number, @started_at, @duration, @status_code, @failure, @succeeded,
            @request_headers, @response_headers, @response_body, @response_truncated)
        """;

    private const string Update = """
        UPDATE deliveries
        SET attempts = @attempts, state = @state, due_at = coalesce(@retry_at, due_at), completed_at = coalesce(completed_at, @completed_at),
            cancelled_because = CASE WHEN @state = 1 THEN NULL ELSE cancelled_because END,
            last_attempt_at = @started_at, last_status_code = @status_code, last_failure = @failure, lease_owner = NULL, lease_until = NULL
        WHERE id = @id
        """;

    // An attempt that began before the run's start went to another address, or before the webhook was enabled again.
    private const string Count = """
        UPDATE lanes SET failures_in_a_row = CASE WHEN @succeeded THEN 0 ELSE failures_in_a_row + 1 END
        WHERE subscription_id = @subscription_id
          AND @started_at >= (SELECT failure_run_since FROM subscriptions WHERE id = @subscription_id)
        """;

    private const string Status = """
        INSERT INTO event_statuses (subscription_id, event_type, attempted_at, status_code, failure)
        VALUES (@subscription_id, @event_type, @attempted_at, @status_code, @failure)
        ON CONFLICT (subscription_id, event_type) DO UPDATE
        SET attempted_at = excluded.attempted_at, status_code = excluded.status_code, failure = excluded.failure
        WHERE excluded.attempted_at >= event_statuses.attempted_at
        """;

    private protected override RecordedAttempt? Apply(WriteSession session)
    {
        if (ReadDelivery(session) is not var (attempts, state))
        {
            return null;
        }

        var recorded = Decide(attempts + 1, state);
        var result = attempt.Result;
        var startedAt = attempt.StartedAt.UtcTicks;
        session.Execute(
            Insert,
            ("@delivery_id", attempt.DeliveryId),
            ("@subscription_id", attempt.SubscriptionId),
            ("@number", recorded.Number),
            ("@started_at", startedAt),
            ("@duration", attempt.Duration.Ticks),
            ("@status_code", result.StatusCode),
            ("@failure", (int?)result.Failure),
            ("@succeeded", result.Succeeded),
            ("@request_headers", result.RequestHeaders),
            ("@response_headers", result.ResponseHeaders),
            ("@response_body", result.ResponseBody),
            ("@response_truncated", result.ResponseTruncated));
        session.Execute(
            Update,
            ("@attempts", recorded.Number),
            ("@state", (int)recorded.State),
            ("@retry_at", recorded.RetryAt?.UtcTicks),
            ("@completed_at", recorded.State is DeliveryState.Pending ? null : attempt.EndedAt.UtcTicks),
            ("@started_at", startedAt),
            ("@status_code", result.StatusCode),
            ("@failure", (int?)result.Failure),
            ("@id", attempt.DeliveryId));
        session.Execute(Count, ("@succeeded", result.Succeeded), ("@subscription_id", attempt.SubscriptionId), ("@started_at", startedAt));
        session.Execute(
            Status,
            ("@subscription_id", attempt.SubscriptionId),
            ("@event_type", attempt.EventType),
            ("@attempted_at", startedAt),
            ("@status_code", result.StatusCode),
            ("@failure", (int?)result.Failure));
        return recorded;
    }

    /// <summary>A delivery that was cancelled while it was in flight is delivered all the same when the endpoint took it; otherwise a final state stays.</summary>
    private RecordedAttempt Decide(int number, DeliveryState state) => (state, RetryPolicy.Next(number, attempt.Result, attempt.EndedAt, rule)) switch
    {
        (_, Done) => new RecordedAttempt(number, DeliveryState.Delivered, RetryAt: null),
        (DeliveryState.Pending, RetryAt retry) => new RecordedAttempt(number, DeliveryState.Pending, retry.At),
        (DeliveryState.Pending, _) => new RecordedAttempt(number, DeliveryState.Failed, RetryAt: null),
        _ => new RecordedAttempt(number, state, RetryAt: null),
    };

    private (int Attempts, DeliveryState State)? ReadDelivery(WriteSession session)
    {
        using var reader = session.Query(Find, ("@id", attempt.DeliveryId));
        return reader.Read() ? (reader.GetInt32(0), (DeliveryState)reader.GetInt32(1)) : null;
    }
}
