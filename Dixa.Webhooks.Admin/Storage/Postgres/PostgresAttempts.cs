using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Writes;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>
/// Records the attempts of a group in two round trips: one for the attempts, one for their sums. Deliveries that have changed since their lane
/// read them, and hours that another process has changed, cost one more round trip each; both are rare.
/// </summary>
/// <remarks>
/// To avoid deadlocks between processes, rows are locked in the order of their keys where possible; see also <see cref="PostgresSession"/>.
/// </remarks>
internal static class PostgresAttempts
{
    private const string Webhooks = "SELECT id, consecutive_failures_since FROM subscriptions WHERE id = ANY(@webhooks)";

    private const string BeginHours = """
        INSERT INTO hours (subscription_id, hour, delivered, failed_attempts, given_up, cancelled, response_times)
        SELECT s.id, h.hour, 0, 0, 0, 0, ''
        FROM unnest(@webhooks, @hours) AS h (subscription_id, hour) JOIN subscriptions s ON s.id = h.subscription_id
        ORDER BY s.id, h.hour
        ON CONFLICT (subscription_id, hour) DO NOTHING
        """;

    private const string Hours = """
        SELECT o.subscription_id, o.hour, o.delivered, o.failed_attempts, o.given_up, o.cancelled, o.response_times
        FROM hours o JOIN unnest(@webhooks, @hours) AS h (subscription_id, hour) ON o.subscription_id = h.subscription_id AND o.hour = h.hour
        ORDER BY o.subscription_id, o.hour
        FOR UPDATE OF o
        """;

    // Changes each delivery that is as its lane knows it, and inserts its attempt. Returns the deliveries that were changed.
    // If a delivery was cancelled during its last request and the request succeeds, the delivery is delivered.
    private const string RecordEnded = """
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

    private const string FindResends = "SELECT id FROM deliveries WHERE id = ANY(@failed) AND resend_of IS NOT NULL";

    private const string Find = "SELECT id, attempts, state, due_at, last_attempt_at, last_status_code, last_failure FROM deliveries WHERE id = ANY(@deliveries) ORDER BY id FOR UPDATE";

    // Compare and swap: an hour that another process has changed is not updated here, and is read again.
    private const string StoreHours = """
        UPDATE hours o
        SET delivered = h.delivered, failed_attempts = h.failed_attempts, given_up = h.given_up, cancelled = h.cancelled, response_times = h.response_times
        FROM unnest(@webhooks, @hours, @delivered, @failed_attempts, @given_up, @cancelled, @response_times, @delivered_before, @failed_before, @cancelled_before)
            AS h (subscription_id, hour, delivered, failed_attempts, given_up, cancelled, response_times, delivered_before, failed_before, cancelled_before)
        WHERE o.subscription_id = h.subscription_id AND o.hour = h.hour
        AND o.delivered = h.delivered_before AND o.failed_attempts = h.failed_before AND o.cancelled = h.cancelled_before
        RETURNING o.subscription_id, o.hour
        """;

    private const string Statuses = """
        INSERT INTO event_statuses (subscription_id, event_type, attempted_at, status_code, failure)
        SELECT * FROM unnest(@webhooks, @event_types, @attempted_ats, @status_codes, @failures)
            AS s (subscription_id, event_type, attempted_at, status_code, failure)
        ORDER BY subscription_id, event_type
        ON CONFLICT (subscription_id, event_type) DO UPDATE
        SET attempted_at = excluded.attempted_at, status_code = excluded.status_code, failure = excluded.failure
        WHERE excluded.attempted_at >= event_statuses.attempted_at
        """;

    // A lane without failures whose attempts succeed needs no update.
    private const string Runs = """
        UPDATE lanes l SET consecutive_failures = CASE WHEN r.ended THEN 0 ELSE l.consecutive_failures END + r.failures
        FROM unnest(@webhooks, @ended, @failures) AS r (subscription_id, ended, failures)
        WHERE l.subscription_id = r.subscription_id AND (l.consecutive_failures > 0 OR r.failures > 0)
        """;

    public static void Record(PostgresSession session, IReadOnlyList<RecordAttempt> writes)
    {
        if (writes.Count == 0)
        {
            return;
        }

        // In the order of the table, so that neighboring rows are changed together.
        var rows = writes.OrderBy(write => write.Attempt.DeliveryId).Select(write => new Row(write, write.Attempt.AttemptsBefore, DeliveryState.Pending)).ToList();
        var group = new Group();
        HashSet<long> recorded;
        var failed = rows.Where(row => !row.Result.Succeeded).Select(row => row.Attempt.DeliveryId).ToArray();
        using (var read = session.Query(
        [
            PostgresConnection.Statement(Webhooks, ("@webhooks", writes.Select(write => write.Attempt.SubscriptionId).Distinct().ToArray())),
            RecordAll(rows),
            .. failed.Length > 0 ? [PostgresConnection.Statement(FindResends, ("@failed", failed))] : Array.Empty<NpgsqlBatchCommand>(),
        ]))
        {
            group.ReadWebhooks(read);
            read.NextResult();
            recorded = ReadKeys(read);
            if (failed.Length > 0)
            {
                read.NextResult();
                MarkResends(rows, ReadKeys(read));
            }
        }

        var late = rows.Where(row => !recorded.Contains(row.Attempt.DeliveryId) && group.Knows(row.Attempt.SubscriptionId)).ToList();
        if (late.Count > 0)
        {
            rows.RemoveAll(late.Contains);
            var found = FindAsStored(session, late);
            if (found.Count > 0)
            {
                using var read = session.Query(RecordAll(found));
                recorded.UnionWith(ReadKeys(read));
                rows.AddRange(found);
            }
        }

        foreach (var row in rows.Where(row => recorded.Contains(row.Attempt.DeliveryId)))
        {
            row.Write.Result = row.Recorded;
            group.Add(row.Attempt, row.Recorded.State, row.Write.IsFailedResend);
        }

        group.Store(session);
    }

    /// <summary>Adds cancelled deliveries to the hour.</summary>
    public static void AddCancelled(PostgresSession session, Guid subscriptionId, DateTimeOffset now, int count)
    {
        var group = new Group();
        group.AddCancelled(subscriptionId, now, count);
        group.Store(session);
    }

    /// <summary>
    /// Reads the deliveries that have changed since their lane read them. If an attempt is already recorded, by a commit whose confirmation was
    /// lost with the connection, its result is set and it is left out.
    /// </summary>
    private static List<Row> FindAsStored(PostgresSession session, List<Row> late)
    {
        var byId = late.ToLookup(row => row.Attempt.DeliveryId);
        var found = new List<Row>();
        using var rows = session.Query(PostgresConnection.Statement(Find, ("@deliveries", byId.Select(row => row.Key).ToArray())));
        while (rows.Read())
        {
            var (attempts, state) = (rows.GetInt32(1), (DeliveryState)rows.GetInt32(2));
            foreach (var row in byId[rows.GetInt64(0)])
            {
                if (attempts > row.Before && IsTheLast(rows, row.Attempt))
                {
                    row.Write.Result = new RecordedAttempt(
                        attempts, state, state is DeliveryState.Pending ? new DateTimeOffset(rows.GetInt64(3), TimeSpan.Zero) : null);
                }
                else
                {
                    found.Add(new Row(row.Write, attempts, state));
                }
            }
        }

        return found;
    }

    private static void MarkResends(List<Row> rows, HashSet<long> resends)
    {
        foreach (var row in rows)
        {
            row.Write.IsFailedResend = !row.Result.Succeeded && resends.Contains(row.Attempt.DeliveryId);
        }
    }

    private static bool IsTheLast(NpgsqlDataReader found, EndedAttempt attempt) =>
        found.GetFieldValue<long?>(4) == attempt.StartedAt.UtcTicks
        && found.GetFieldValue<int?>(5) == attempt.Result.StatusCode
        && found.GetFieldValue<int?>(6) == (int?)attempt.Result.Failure;

    private static NpgsqlBatchCommand RecordAll(List<Row> rows)
    {
        var all = rows.ToArray();
        return PostgresConnection.Statement(
            RecordEnded,
            ("@deliveries", Array.ConvertAll(all, row => row.Attempt.DeliveryId)),
            ("@webhooks", Array.ConvertAll(all, row => row.Attempt.SubscriptionId)),
            ("@befores", Array.ConvertAll(all, row => row.Before)),
            ("@states_before", Array.ConvertAll(all, row => (int)row.StateBefore)),
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

    private static HashSet<long> ReadKeys(NpgsqlDataReader rows)
    {
        var keys = new HashSet<long>();
        while (rows.Read())
        {
            keys.Add(rows.GetInt64(0));
        }

        return keys;
    }

    /// <summary>An attempt, and the assumed state of its delivery before it.</summary>
    private sealed class Row(RecordAttempt write, int before, DeliveryState stateBefore)
    {
        public RecordAttempt Write => write;

        public int Before => before;

        public DeliveryState StateBefore => stateBefore;

        public RecordedAttempt Recorded { get; } = write.Decide(before + 1, stateBefore);

        public EndedAttempt Attempt => write.Attempt;

        public AttemptResult Result => write.Attempt.Result;
    }

    /// <summary>Sums up a group's attempts, for each webhook and for each of its hours.</summary>
    private sealed class Group
    {
        private readonly Dictionary<Guid, LaneTally> _lanes = [];
        private readonly Dictionary<(Guid Webhook, long Hour), HourTally> _added = [];

        public bool Knows(Guid webhook) => _lanes.ContainsKey(webhook);

        public void ReadWebhooks(NpgsqlDataReader rows)
        {
            while (rows.Read())
            {
                _lanes.Add(rows.GetGuid(0), new LaneTally(rows.GetGuid(0), rows.GetInt64(1)));
            }
        }

        public void Add(EndedAttempt attempt, DeliveryState state, bool isFailedResend)
        {
            _lanes[attempt.SubscriptionId].Add(attempt, isFailedResend);
            Hour(attempt.SubscriptionId, attempt.EndedAt).Add(attempt, state);
        }

        public void AddCancelled(Guid webhook, DateTimeOffset now, int count) => Hour(webhook, now).AddCancelled(count);

        public void Store(PostgresSession session)
        {
            if (_added.Count == 0)
            {
                return;
            }

            var latest = _lanes.Values.SelectMany(lane => lane.Latest.Values).ToArray();
            var runs = _lanes.Values.Where(lane => lane.Ended || lane.Failures > 0).ToArray();
            var known = _added.Values.Where(hour => session.Hours.ContainsKey((hour.SubscriptionId, hour.Hour))).ToList();
            var stored = new HashSet<(Guid, long)>();
            using (var rows = session.Query(
                Replace(session, known),
                PostgresConnection.Statement(
                    Statuses,
                    ("@webhooks", Array.ConvertAll(latest, one => one.SubscriptionId)),
                    ("@event_types", Array.ConvertAll(latest, one => one.EventType)),
                    ("@attempted_ats", Array.ConvertAll(latest, one => one.StartedAt.UtcTicks)),
                    ("@status_codes", Array.ConvertAll(latest, one => one.Result.StatusCode)),
                    ("@failures", Array.ConvertAll(latest, one => (int?)one.Result.Failure))),
                PostgresConnection.Statement(
                    Runs,
                    ("@webhooks", Array.ConvertAll(runs, lane => lane.SubscriptionId)),
                    ("@ended", Array.ConvertAll(runs, lane => lane.Ended)),
                    ("@failures", Array.ConvertAll(runs, lane => lane.Failures)))))
            {
                while (rows.Read())
                {
                    stored.Add((rows.GetGuid(0), rows.GetInt64(1)));
                }
            }

            ReadAndStore(session, [.. _added.Values.Where(hour => !stored.Contains((hour.SubscriptionId, hour.Hour)))]);
        }

        /// <summary>Adds to hours that are not in the session's cache, or are out of date there. They are read first, and stay locked until the commit.</summary>
        private static void ReadAndStore(PostgresSession session, List<HourTally> hours)
        {
            if (hours.Count == 0)
            {
                return;
            }

            (string, object)[] keys = [("@webhooks", hours.Select(hour => hour.SubscriptionId).ToArray()), ("@hours", hours.Select(hour => hour.Hour).ToArray())];
            var found = new HashSet<(Guid, long)>();
            using (var rows = session.Query(PostgresConnection.Statement(BeginHours, keys), PostgresConnection.Statement(Hours, keys)))
            {
                while (rows.Read())
                {
                    var (webhook, hour) = (rows.GetGuid(0), rows.GetInt64(1));
                    found.Add((webhook, hour));
                    session.Hours[(webhook, hour)] = new HourTally(
                        webhook, hour, rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4), rows.GetInt64(5), rows.GetFieldValue<byte[]>(6));
                }
            }

            // A removed webhook has no hours.
            hours.RemoveAll(hour => !found.Contains((hour.SubscriptionId, hour.Hour)));
            using var replaced = session.Query(Replace(session, hours));
        }

        /// <summary>Adds the group's sums to the hours in the session's cache, and returns the statement that stores them.</summary>
        private static NpgsqlBatchCommand Replace(PostgresSession session, List<HourTally> added)
        {
            var before = added.ConvertAll(hour => session.Hours[(hour.SubscriptionId, hour.Hour)]);
            var hours = before.Zip(added, (known, more) => known.With(more)).ToArray();
            foreach (var hour in hours)
            {
                session.Hours[(hour.SubscriptionId, hour.Hour)] = hour;
            }

            return PostgresConnection.Statement(
                StoreHours,
                ("@webhooks", Array.ConvertAll(hours, hour => hour.SubscriptionId)),
                ("@hours", Array.ConvertAll(hours, hour => hour.Hour)),
                ("@delivered", Array.ConvertAll(hours, hour => hour.Delivered)),
                ("@failed_attempts", Array.ConvertAll(hours, hour => hour.FailedAttempts)),
                ("@given_up", Array.ConvertAll(hours, hour => hour.GivenUp)),
                ("@cancelled", Array.ConvertAll(hours, hour => hour.Cancelled)),
                ("@response_times", Array.ConvertAll(hours, hour => hour.Times.ToBytes())),
                ("@delivered_before", before.Select(hour => hour.Delivered).ToArray()),
                ("@failed_before", before.Select(hour => hour.FailedAttempts).ToArray()),
                ("@cancelled_before", before.Select(hour => hour.Cancelled).ToArray()));
        }

        private HourTally Hour(Guid webhook, DateTimeOffset time)
        {
            var hour = HourTally.Of(time);
            if (!_added.TryGetValue((webhook, hour), out var tally))
            {
                _added.Add((webhook, hour), tally = new HourTally(webhook, hour));
            }

            return tally;
        }
    }
}
