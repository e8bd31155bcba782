using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Writes;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres.Handlers;

/// <summary>
/// Records the attempts of a group in two round trips: one for the attempts, one for their sums. Deliveries that have changed since their lane
/// read them, and hours that another process has changed, cost one more round trip each; both are rare.
/// </summary>
/// <remarks>
/// To avoid deadlocks between processes, rows are locked in the order of their keys where possible; see also <see cref="PostgresHandlers"/>.
/// </remarks>
internal sealed class PostgresRecordAttempt : IWriteHandler<PostgresSession>
{
    private const string Webhooks = "SELECT id, consecutive_failures_since FROM subscriptions WHERE id = ANY(@webhooks)";
    private const string FindResends = "SELECT id FROM deliveries WHERE id = ANY(@failed) AND (resend_of IS NOT NULL OR replay_id IS NOT NULL)";
    private const string Find = "SELECT id, attempts, state, due_at, last_attempt_at, last_status_code, last_failure FROM deliveries WHERE id = ANY(@deliveries) ORDER BY id FOR UPDATE";

    public Type WriteType => typeof(RecordAttempt);

    public void Store(PostgresSession session, QueuedWrite queued) => Store(session, [queued]);

    public void Store(PostgresSession session, IReadOnlyList<QueuedWrite> queued)
    {
        // In the order of the table, so that neighboring rows are changed together.
        var rows = queued.Select(one => AttemptRow.AsTheLaneKnows((QueuedWrite<RecordedAttempt?>)one)).OrderBy(row => row.Attempt.DeliveryId).ToList();
        var sums = new AttemptSums();
        var recorded = StoreAsTheLanesKnow(session, rows, sums);
        StoreChanged(session, rows, recorded, sums);
        foreach (var row in rows.Where(row => recorded.Contains(row.Attempt.DeliveryId)))
        {
            row.Queued.Result = row.Recorded;
            sums.Add(row.Attempt, row.Recorded.State, row.IsFailedResend);
        }

        sums.Store(session);
    }

    /// <summary>Returns the deliveries whose attempt was stored.</summary>
    private static HashSet<long> StoreAsTheLanesKnow(PostgresSession session, List<AttemptRow> rows, AttemptSums sums)
    {
        var failed = rows.Where(row => !row.Result.Succeeded).Select(row => row.Attempt.DeliveryId).ToArray();
        using var read = session.Query(
        [
            PostgresConnection.Statement(Webhooks, ("@webhooks", rows.Select(row => row.Attempt.SubscriptionId).Distinct().ToArray())),
            AttemptRow.StoreAll(rows),
            .. failed.Length > 0 ? [PostgresConnection.Statement(FindResends, ("@failed", failed))] : Array.Empty<NpgsqlBatchCommand>(),
        ]);
        sums.ReadWebhooks(read);
        read.NextResult();
        var recorded = ReadKeys(read);
        if (failed.Length > 0)
        {
            read.NextResult();
            var resends = ReadKeys(read);
            rows.ForEach(row => row.IsFailedResend = !row.Result.Succeeded && resends.Contains(row.Attempt.DeliveryId));
        }

        return recorded;
    }

    /// <summary>Tries again with the deliveries that have changed since their lane read them.</summary>
    private static void StoreChanged(PostgresSession session, List<AttemptRow> rows, HashSet<long> recorded, AttemptSums sums)
    {
        var changed = rows.Where(row => !recorded.Contains(row.Attempt.DeliveryId) && sums.Knows(row.Attempt.SubscriptionId)).ToList();
        if (changed.Count == 0)
        {
            return;
        }

        rows.RemoveAll(changed.Contains);
        var found = FindAsStored(session, changed);
        if (found.Count > 0)
        {
            using var read = session.Query(AttemptRow.StoreAll(found));
            recorded.UnionWith(ReadKeys(read));
            rows.AddRange(found);
        }
    }

    /// <summary>
    /// Reads the deliveries that have changed. If an attempt is already recorded, by a commit whose confirmation was lost with the connection,
    /// its result is set and it is left out.
    /// </summary>
    private static List<AttemptRow> FindAsStored(PostgresSession session, List<AttemptRow> changed)
    {
        var byId = changed.ToLookup(row => row.Attempt.DeliveryId);
        var found = new List<AttemptRow>();
        using var rows = session.Query(PostgresConnection.Statement(Find, ("@deliveries", byId.Select(row => row.Key).ToArray())));
        while (rows.Read())
        {
            var (attempts, state) = (rows.GetInt32(1), (DeliveryState)rows.GetInt32(2));
            foreach (var row in byId[rows.GetInt64(0)])
            {
                if (attempts > row.Before && IsTheLast(rows, row.Attempt))
                {
                    row.Queued.Result = new RecordedAttempt(
                        attempts, state, state is DeliveryState.Pending ? new DateTimeOffset(rows.GetInt64(3), TimeSpan.Zero) : null);
                }
                else
                {
                    found.Add(row.AsStored(attempts, state));
                }
            }
        }

        return found;
    }

    private static bool IsTheLast(NpgsqlDataReader found, EndedAttempt attempt) =>
        found.GetFieldValue<long?>(4) == attempt.StartedAt.UtcTicks
        && found.GetFieldValue<int?>(5) == attempt.Result.StatusCode
        && found.GetFieldValue<int?>(6) == (int?)attempt.Result.Failure;

    private static HashSet<long> ReadKeys(NpgsqlDataReader rows)
    {
        var keys = new HashSet<long>();
        while (rows.Read())
        {
            keys.Add(rows.GetInt64(0));
        }

        return keys;
    }
}
