using Dixa.Webhooks.Admin.Components.Webhooks.Details;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

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
    long DeliveryId, Guid SubscriptionId, string EventType, DateTimeOffset StartedAt, TimeSpan Duration, DateTimeOffset EndedAt, AttemptResult Result)
{
    /// <summary>How many attempts of the delivery are recorded, as far as the lane knows; the store has the last word.</summary>
    public int AttemptsBefore { get; init; }
}

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
    private const string Find = "SELECT attempts, state, resend_of IS NOT NULL FROM deliveries WHERE id = @id";

    private const string Insert = """
        INSERT INTO attempts (
            delivery_id, subscription_id, number, started_at, duration, status_code, failure, succeeded,
            request_headers, response_headers, response_body, response_truncated)
        VALUES (
            @delivery_id, @subscription_id, @number, @started_at, @duration, @status_code, @failure, @succeeded,
            @request_headers, @response_headers, @response_body, @response_truncated)
        """;

    // A delivery that was cancelled while it was in flight is delivered all the same when the endpoint took it.
    private const string Success = """
        UPDATE deliveries
        SET attempts = @attempts, state = 1, completed_at = coalesce(completed_at, @ended_at), cancelled_reason = NULL,
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

    /// <summary>It failed, and its delivery is a resend: it does not count towards disabling the webhook. Known once it is recorded.</summary>
    internal bool IsFailedResend { get; set; }

    // What an endpoint answered is known by now; whether it is stored a moment later makes no difference to it.
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

    /// <summary>Nearly always the lane's count is right, and nothing need be read first.</summary>
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

    /// <summary>A failure of a delivery that was cancelled meanwhile leaves it cancelled; a success makes it delivered.</summary>
    /// <param name="number">The attempt's.</param>
    /// <param name="state">The delivery's before it.</param>
    internal RecordedAttempt Decide(int number, DeliveryState state) => (state, RetryPolicy.Next(number, attempt.Result, attempt.EndedAt, rule)) switch
    {
        _ when attempt.Result.Succeeded => new RecordedAttempt(number, DeliveryState.Delivered, RetryAt: null),
        (DeliveryState.Pending, RetryAt retry) => new RecordedAttempt(number, DeliveryState.Pending, retry.At),
        (DeliveryState.Pending, _) => new RecordedAttempt(number, DeliveryState.Failed, RetryAt: null),
        _ => new RecordedAttempt(number, state, RetryAt: null),
    };

    private (int Attempts, DeliveryState State, bool IsResend)? ReadDelivery(SqliteSession session)
    {
        using var rows = session.Query(Find, ("@id", attempt.DeliveryId));
        return rows.Read() ? ((int)rows.Number(0), (DeliveryState)rows.Number(1), rows.Number(2) != 0) : null;
    }
}
