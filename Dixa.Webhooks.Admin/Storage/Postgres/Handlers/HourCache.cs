using Dixa.Webhooks.Admin.Domain.Deliveries;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres.Handlers;

/// <summary>
/// The hours as this session last wrote them, so that they need not be read again. Other processes write the same hours, so an update checks
/// that the hour is still as it is here.
/// </summary>
internal sealed class HourCache
{
    private const string Begin = """
        INSERT INTO hours (subscription_id, hour, delivered, failed_attempts, given_up, cancelled, response_times)
        SELECT s.id, h.hour, 0, 0, 0, 0, ''
        FROM unnest(@webhooks, @hours) AS h (subscription_id, hour) JOIN subscriptions s ON s.id = h.subscription_id
        ORDER BY s.id, h.hour
        ON CONFLICT (subscription_id, hour) DO NOTHING
        """;

    private const string Read = """
        SELECT o.subscription_id, o.hour, o.delivered, o.failed_attempts, o.given_up, o.cancelled, o.response_times
        FROM hours o JOIN unnest(@webhooks, @hours) AS h (subscription_id, hour) ON o.subscription_id = h.subscription_id AND o.hour = h.hour
        ORDER BY o.subscription_id, o.hour
        FOR UPDATE OF o
        """;

    // Compare and swap: an hour that another process has changed is not updated here, and is read again.
    private const string Replace = """
        UPDATE hours o
        SET delivered = h.delivered, failed_attempts = h.failed_attempts, given_up = h.given_up, cancelled = h.cancelled, response_times = h.response_times
        FROM unnest(@webhooks, @hours, @delivered, @failed_attempts, @given_up, @cancelled, @response_times, @delivered_before, @failed_before, @cancelled_before)
            AS h (subscription_id, hour, delivered, failed_attempts, given_up, cancelled, response_times, delivered_before, failed_before, cancelled_before)
        WHERE o.subscription_id = h.subscription_id AND o.hour = h.hour
        AND o.delivered = h.delivered_before AND o.failed_attempts = h.failed_before AND o.cancelled = h.cancelled_before
        RETURNING o.subscription_id, o.hour
        """;

    private readonly Dictionary<(Guid Webhook, long Hour), HourTally> _hours = [];

    public int Count => _hours.Count;

    public void Clear() => _hours.Clear();

    public bool Has(HourTally hour) => _hours.ContainsKey((hour.SubscriptionId, hour.Hour));

    /// <summary>Adds to hours of the cache, and returns the statement that stores them. It returns the keys of the hours that it has stored.</summary>
    public NpgsqlBatchCommand Add(List<HourTally> added)
    {
        var before = added.ConvertAll(hour => _hours[(hour.SubscriptionId, hour.Hour)]);
        var hours = before.Zip(added, (known, more) => known.With(more)).ToArray();
        foreach (var hour in hours)
        {
            _hours[(hour.SubscriptionId, hour.Hour)] = hour;
        }

        return PostgresConnection.Statement(
            Replace,
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

    /// <summary>Adds to hours that are not in the cache, or are out of date there. They are read first, and stay locked until the commit.</summary>
    public void ReadAndAdd(PostgresSession session, List<HourTally> added)
    {
        if (added.Count == 0)
        {
            return;
        }

        var found = ReadAndLock(session, added);

        // A removed webhook has no hours.
        added.RemoveAll(hour => !found.Contains((hour.SubscriptionId, hour.Hour)));
        using var replaced = session.Query(Add(added));
    }

    private HashSet<(Guid, long)> ReadAndLock(PostgresSession session, List<HourTally> wanted)
    {
        (string, object)[] keys = [("@webhooks", wanted.Select(hour => hour.SubscriptionId).ToArray()), ("@hours", wanted.Select(hour => hour.Hour).ToArray())];
        var found = new HashSet<(Guid, long)>();
        using var rows = session.Query(PostgresConnection.Statement(Begin, keys), PostgresConnection.Statement(Read, keys));
        while (rows.Read())
        {
            var (webhook, hour) = (rows.GetGuid(0), rows.GetInt64(1));
            found.Add((webhook, hour));
            _hours[(webhook, hour)] = new HourTally(
                webhook, hour, rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4), rows.GetInt64(5), rows.GetFieldValue<byte[]>(6));
        }

        return found;
    }
}
