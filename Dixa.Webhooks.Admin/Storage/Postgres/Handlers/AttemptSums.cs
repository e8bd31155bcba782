using Dixa.Webhooks.Admin.Domain.Deliveries;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres.Handlers;

/// <summary>Sums up a group's attempts, for each webhook and for each of its hours.</summary>
internal sealed class AttemptSums
{
    private const string StoreStatuses = """
        INSERT INTO event_statuses (subscription_id, event_type, attempted_at, status_code, failure)
        SELECT * FROM unnest(@webhooks, @event_types, @attempted_ats, @status_codes, @failures)
            AS s (subscription_id, event_type, attempted_at, status_code, failure)
        ORDER BY subscription_id, event_type
        ON CONFLICT (subscription_id, event_type) DO UPDATE
        SET attempted_at = excluded.attempted_at, status_code = excluded.status_code, failure = excluded.failure
        WHERE excluded.attempted_at >= event_statuses.attempted_at
        """;

    // A lane without failures whose attempts succeed needs no update.
    private const string StoreFailures = """
        UPDATE lanes l SET consecutive_failures = CASE WHEN r.ended THEN 0 ELSE l.consecutive_failures END + r.failures
        FROM unnest(@webhooks, @ended, @failures) AS r (subscription_id, ended, failures)
        WHERE l.subscription_id = r.subscription_id AND (l.consecutive_failures > 0 OR r.failures > 0)
        """;

    private readonly Dictionary<Guid, LaneTally> _lanes = [];
    private readonly Dictionary<(Guid Webhook, long Hour), HourTally> _hours = [];

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
        if (_hours.Count == 0)
        {
            return;
        }

        var stored = new HashSet<(Guid, long)>();
        using (var rows = session.Query(session.Hours.Add([.. _hours.Values.Where(session.Hours.Has)]), Statuses(), Failures()))
        {
            while (rows.Read())
            {
                stored.Add((rows.GetGuid(0), rows.GetInt64(1)));
            }
        }

        session.Hours.ReadAndAdd(session, [.. _hours.Values.Where(hour => !stored.Contains((hour.SubscriptionId, hour.Hour)))]);
    }

    private NpgsqlBatchCommand Statuses()
    {
        var latest = _lanes.Values.SelectMany(lane => lane.Latest.Values).ToArray();
        return PostgresConnection.Statement(
            StoreStatuses,
            ("@webhooks", Array.ConvertAll(latest, one => one.SubscriptionId)),
            ("@event_types", Array.ConvertAll(latest, one => one.EventType)),
            ("@attempted_ats", Array.ConvertAll(latest, one => one.StartedAt.UtcTicks)),
            ("@status_codes", Array.ConvertAll(latest, one => one.Result.StatusCode)),
            ("@failures", Array.ConvertAll(latest, one => (int?)one.Result.Failure)));
    }

    private NpgsqlBatchCommand Failures()
    {
        var lanes = _lanes.Values.Where(lane => lane.Ended || lane.Failures > 0).ToArray();
        return PostgresConnection.Statement(
            StoreFailures,
            ("@webhooks", Array.ConvertAll(lanes, lane => lane.SubscriptionId)),
            ("@ended", Array.ConvertAll(lanes, lane => lane.Ended)),
            ("@failures", Array.ConvertAll(lanes, lane => lane.Failures)));
    }

    private HourTally Hour(Guid webhook, DateTimeOffset time)
    {
        var hour = HourTally.Of(time);
        if (!_hours.TryGetValue((webhook, hour), out var tally))
        {
            _hours.Add((webhook, hour), tally = new HourTally(webhook, hour));
        }

        return tally;
    }
}
