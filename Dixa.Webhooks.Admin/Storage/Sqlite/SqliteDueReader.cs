using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Reads;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>Reads due deliveries from a SQLite file.</summary>
internal sealed class SqliteDueReader : DueReader
{
    private const string Webhook = "SELECT revision, enabled FROM subscriptions WHERE id = @subscription_id";

    private const string Due = $"""
        SELECT d.id, e.event_type, d.attempts, d.due_at, e.payload, e.traceparent, {DueReading.AcceptedAt}
        FROM deliveries d JOIN events e ON e.id = d.event_key
        WHERE d.subscription_id = @subscription_id AND d.state = {DeliveryStates.Pending} AND d.due_at > @after AND d.due_at <= @now
        ORDER BY d.due_at, d.id
        LIMIT @limit
        """;

    // The remaining deliveries with the same due time; all events of one publish request have the same one. This is a separate query, since an
    // index could not seek to the start of a combined condition.
    private const string DueAtOnce = $"""
        SELECT d.id, e.event_type, d.attempts, d.due_at, e.payload, e.traceparent, {DueReading.AcceptedAt}
        FROM deliveries d JOIN events e ON e.id = d.event_key
        WHERE d.subscription_id = @subscription_id AND d.state = {DeliveryStates.Pending} AND d.due_at = @due_at AND d.id > @after
        ORDER BY d.id
        LIMIT @limit
        """;

    private const string NextDue =
        $"SELECT min(due_at) FROM deliveries WHERE subscription_id = @subscription_id AND state = {DeliveryStates.Pending} AND due_at > @now";

    private readonly WebhooksDbContext _context;
    private readonly SqliteStatements _statements;

    public SqliteDueReader(WebhooksDbContext context)
    {
        _context = context;
        _context.Database.OpenConnection();
        _statements = new SqliteStatements((SqliteConnection)_context.Database.GetDbConnection());
    }

    /// <summary>Completes synchronously: SQLite reads on the caller's thread.</summary>
    public override ValueTask<DueList?> ReadAsync(Guid subscriptionId, DateTimeOffset now, int maxCount, long maxBytes, IReadOnlySet<long> taken, DuePosition? after) =>
        ValueTask.FromResult(Read(subscriptionId, now, maxCount, maxBytes, taken, after));

    public override void Dispose()
    {
        _statements.Dispose();
        _context.Dispose();
    }

    private DueList? Read(Guid subscriptionId, DateTimeOffset now, int maxCount, long maxBytes, IReadOnlySet<long> taken, DuePosition? after)
    {
        if (ReadWebhook(subscriptionId) is not var (revision, enabled))
        {
            return null;
        }

        if (!enabled)
        {
            return new DueList(revision, [], MoreDue: false, NextDueAt: null);
        }

        var reading = new DueReading(maxCount, maxBytes, taken, after);
        if (after is { } position)
        {
            reading.Add(_statements.Query(
                DueAtOnce, ("@subscription_id", subscriptionId), ("@due_at", position.DueAt), ("@after", position.Id), ("@limit", reading.Left)));
        }

        if (reading.Left > 0)
        {
            reading.Add(_statements.Query(
                Due, ("@subscription_id", subscriptionId), ("@after", after?.DueAt ?? 0), ("@now", now.UtcTicks), ("@limit", reading.Left)));
        }

        return new DueList(revision, reading.Deliveries, reading.MoreDue, reading.MoreDue ? null : ReadNextDue(subscriptionId, now)) { End = reading.End };
    }

    private (int Revision, bool Enabled)? ReadWebhook(Guid subscriptionId)
    {
        using var rows = _statements.Query(Webhook, ("@subscription_id", subscriptionId));
        return rows.Read() ? ((int)rows.Number(0), rows.Number(1) != 0) : null;
    }

    private DateTimeOffset? ReadNextDue(Guid subscriptionId, DateTimeOffset now)
    {
        using var rows = _statements.Query(NextDue, ("@subscription_id", subscriptionId), ("@now", now.UtcTicks));
        return rows.Read() && !rows.IsNull(0) ? new DateTimeOffset(rows.Number(0), TimeSpan.Zero) : null;
    }
}
