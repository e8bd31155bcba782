using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>An attempt that has ended.</summary>
/// <param name="DeliveryId">The delivery's key.</param>
/// <param name="SubscriptionId">The webhook.</param>
/// <param name="EventType">A wire name.</param>
/// <param name="StartedAt">When the attempt started.</param>
/// <param name="Duration">How long the attempt took.</param>
/// <param name="EndedAt">When the attempt ended. The retry delay starts here.</param>
/// <param name="Result">The response or the failure.</param>
public sealed record EndedAttempt(
    long DeliveryId, Guid SubscriptionId, string EventType, DateTimeOffset StartedAt, TimeSpan Duration, DateTimeOffset EndedAt, AttemptResult Result)
{
    /// <summary>The number of recorded attempts of the delivery, as known by the lane. The store decides if it differs.</summary>
    public int AttemptsBefore { get; init; }
}

/// <summary>The result of <see cref="RecordAttempt"/>.</summary>
/// <param name="Number">The attempt's number, starting at 1.</param>
/// <param name="State">The delivery's new state.</param>
/// <param name="RetryAt">When the next attempt is due; null unless the delivery is pending.</param>
public sealed record RecordedAttempt(int Number, DeliveryState State, DateTimeOffset? RetryAt);

/// <summary>
/// Records an attempt, the delivery's next state, the event type's status and the consecutive failures, all in one transaction.
/// The attempt's number comes from the store, so that there are no gaps. Null if the webhook was removed in the meantime.
/// </summary>
public sealed class RecordAttempt(EndedAttempt attempt, RetryRule rule) : StoreWrite<RecordedAttempt?>
{
    private const string Find = "SELECT attempts, state, resend_of IS NOT NULL FROM deliveries WHERE id = @id";

    private const string Insert = """
        INSERT INTO attempts (
            delivery_id, subscription_id, number, started_at, duration, status_code, failure, succeeded,
            request_headers, response_headers, response_body, response_truncated)
        VALUES (
            @delivery_id, @subscription_id, @number, @started_at, @duration, @status_code, @failure, @succeeded,
            @request_headers, @response_headers, @response_body, @response_truncated)
        """;

    // If a delivery was cancelled during its last request and the request succeeds, the delivery is delivered.
    private const string Success = $"""
        UPDATE deliveries
        SET attempts = @attempts, state = {DeliveryStates.Delivered}, completed_at = coalesce(completed_at, @ended_at), cancellation_id = NULL,
            last_attempt_at = @started_at, last_status_code = @status_code, last_failure = NULL
        WHERE id = @id AND attempts = @before
        """;

    private const string Failure = """
        UPDATE deliveries
        SET attempts = @attempts, state = @state, due_at = coalesce(@retry_at, due_at), completed_at = coalesce(completed_at, @completed_at),
            last_attempt_at = @started_at, last_status_code = @status_code, last_failure = @failure
        WHERE id = @id
        """;

    internal EndedAttempt Attempt => attempt;

    /// <summary>The attempt failed and its delivery is a resend, so it does not count for auto-disable. Known once it is recorded.</summary>
    internal bool IsFailedResend { get; set; }

    // The endpoint has responded already, and no one waits for this write.
    internal override bool MayWait => true;

    internal override long Bytes => attempt.Result.Bytes;

    private protected override RecordedAttempt? Apply(PostgresSession session)
    {
        PostgresAttempts.Record(session, [this]);
        return Result;
    }

    private protected override RecordedAttempt? Apply(SqliteSession session)
    {
        if (!session.Tally.Knows(attempt.SubscriptionId) || (attempt.Result.Succeeded ? Delivered(session) : Failed(session)) is not { } recorded)
        {
            return null;
        }

        var result = attempt.Result;
        session.Execute(
            Insert,
            ("@delivery_id", attempt.DeliveryId),
            ("@subscription_id", attempt.SubscriptionId),
            ("@number", recorded.Number),
            ("@started_at", attempt.StartedAt.UtcTicks),
            ("@duration", attempt.Duration.Ticks),
            ("@status_code", result.StatusCode),
            ("@failure", (int?)result.Failure),
            ("@succeeded", result.Succeeded),
            ("@request_headers", result.RequestHeaders),
            ("@response_headers", result.ResponseHeaders),
            ("@response_body", result.ResponseBody),
            ("@response_truncated", result.ResponseTruncated));
        session.Tally.Add(attempt, recorded.State, IsFailedResend);
        return recorded;
    }

    /// <summary>The lane's count is nearly always correct, so it is tried first, without reading the delivery.</summary>
    private RecordedAttempt? Delivered(SqliteSession session)
    {
        if (Deliver(session, attempt.AttemptsBefore) is { } recorded)
        {
            return recorded;
        }

        return ReadDelivery(session) is var (attempts, _, _) ? Deliver(session, attempts) : null;
    }

    private RecordedAttempt? Deliver(SqliteSession session, int before)
    {
        var changed = session.Execute(
            Success,
            ("@attempts", before + 1),
            ("@ended_at", attempt.EndedAt.UtcTicks),
            ("@started_at", attempt.StartedAt.UtcTicks),
            ("@status_code", attempt.Result.StatusCode),
            ("@id", attempt.DeliveryId),
            ("@before", before));
        return changed > 0 ? new RecordedAttempt(before + 1, DeliveryState.Delivered, RetryAt: null) : null;
    }

    private RecordedAttempt? Failed(SqliteSession session)
    {
        if (ReadDelivery(session) is not var (attempts, state, isResend))
        {
            return null;
        }

        IsFailedResend = isResend;
        var recorded = Decide(attempts + 1, state);
        session.Execute(
            Failure,
            ("@attempts", recorded.Number),
            ("@state", (int)recorded.State),
            ("@retry_at", recorded.RetryAt?.UtcTicks),
            ("@completed_at", recorded.State is DeliveryState.Pending ? (long?)null : attempt.EndedAt.UtcTicks),
            ("@started_at", attempt.StartedAt.UtcTicks),
            ("@status_code", attempt.Result.StatusCode),
            ("@failure", (int?)attempt.Result.Failure),
            ("@id", attempt.DeliveryId));
        return recorded;
    }

    /// <summary>
    /// The delivery's next state, from the attempt's number and the state before it. If the delivery was cancelled in the meantime, a success
    /// makes it delivered, and after a failure it stays cancelled.
    /// </summary>
    internal RecordedAttempt Decide(int number, DeliveryState state) => (state, RetryPolicy.Next(number, attempt.Result, attempt.EndedAt, rule)) switch
    {
        _ when attempt.Result.Succeeded => new RecordedAttempt(number, DeliveryState.Delivered, RetryAt: null),
        (DeliveryState.Pending, NextStep.RetryAt retry) => new RecordedAttempt(number, DeliveryState.Pending, retry.At),
        (DeliveryState.Pending, _) => new RecordedAttempt(number, DeliveryState.Failed, RetryAt: null),
        _ => new RecordedAttempt(number, state, RetryAt: null),
    };

    private (int Attempts, DeliveryState State, bool IsResend)? ReadDelivery(SqliteSession session)
    {
        using var rows = session.Query(Find, ("@id", attempt.DeliveryId));
        return rows.Read() ? ((int)rows.Number(0), (DeliveryState)rows.Number(1), rows.Number(2) != 0) : null;
    }
}
