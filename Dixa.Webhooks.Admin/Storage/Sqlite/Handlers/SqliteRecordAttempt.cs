using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Storage.Sqlite.Handlers;

internal sealed class SqliteRecordAttempt : WriteHandler<SqliteSession, RecordAttempt, RecordedAttempt?>
{
    private const string Find = "SELECT attempts, state, resend_of IS NOT NULL OR replay_id IS NOT NULL FROM deliveries WHERE id = @id";

    private const string Insert = """
        INSERT INTO attempts (
            delivery_id, subscription_id, number, started_at, duration, status_code, failure, succeeded,
            request_headers, response_headers, response_body, response_truncated)
        VALUES (
            @delivery_id, @subscription_id, @number, @started_at, @duration, @status_code, @failure, @succeeded,
            @request_headers, @response_headers, @response_body, @response_truncated)
        """;

    // A success does not depend on the state before it, so the delivery need not be read.
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

    protected override RecordedAttempt? Store(SqliteSession session, RecordAttempt write)
    {
        var attempt = write.Attempt;
        var isFailedResend = false;
        if (!session.Tally.Knows(attempt.SubscriptionId) || (attempt.Result.Succeeded ? Deliver(session, attempt) : Fail(session, write, out isFailedResend)) is not { } recorded)
        {
            return null;
        }

        InsertAttempt(session, attempt, recorded.Number);
        session.Tally.Add(attempt, recorded.State, isFailedResend);
        return recorded;
    }

    private static void InsertAttempt(SqliteSession session, EndedAttempt attempt, int number)
    {
        var result = attempt.Result;
        session.Execute(
            Insert,
            ("@delivery_id", attempt.DeliveryId),
            ("@subscription_id", attempt.SubscriptionId),
            ("@number", number),
            ("@started_at", attempt.StartedAt.UtcTicks),
            ("@duration", attempt.Duration.Ticks),
            ("@status_code", result.StatusCode),
            ("@failure", (int?)result.Failure),
            ("@succeeded", result.Succeeded),
            ("@request_headers", result.RequestHeaders),
            ("@response_headers", result.ResponseHeaders),
            ("@response_body", result.ResponseBody),
            ("@response_truncated", result.ResponseTruncated));
    }

    /// <summary>The lane's count is nearly always correct, so it is tried first, without reading the delivery.</summary>
    private static RecordedAttempt? Deliver(SqliteSession session, EndedAttempt attempt)
    {
        if (Deliver(session, attempt, attempt.AttemptsBefore) is { } recorded)
        {
            return recorded;
        }

        return ReadDelivery(session, attempt) is var (attempts, _, _) ? Deliver(session, attempt, attempts) : null;
    }

    private static RecordedAttempt? Deliver(SqliteSession session, EndedAttempt attempt, int before)
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

    private static RecordedAttempt? Fail(SqliteSession session, RecordAttempt write, out bool isFailedResend)
    {
        isFailedResend = false;
        var attempt = write.Attempt;
        if (ReadDelivery(session, attempt) is not var (attempts, state, isResend))
        {
            return null;
        }

        isFailedResend = isResend;
        var recorded = write.ResultAfter(state, attempts);
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

    private static (int Attempts, DeliveryState State, bool IsResend)? ReadDelivery(SqliteSession session, EndedAttempt attempt)
    {
        using var rows = session.Query(Find, ("@id", attempt.DeliveryId));
        return rows.Read() ? ((int)rows.Number(0), (DeliveryState)rows.Number(1), rows.Number(2) != 0) : null;
    }
}
