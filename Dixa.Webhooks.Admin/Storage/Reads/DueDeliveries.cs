using System.Collections.Concurrent;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Reads;

/// <summary>A delivery that is due.</summary>
/// <param name="Id">The delivery's key.</param>
/// <param name="EventType">The event's wire name.</param>
/// <param name="Payload">The exact bytes to sign and send.</param>
public sealed record DueDelivery(long Id, string EventType, byte[] Payload)
{
    /// <summary>How many attempts are recorded.</summary>
    public int Attempts { get; init; }
}

/// <summary>What is due in a lane.</summary>
/// <param name="Revision">The webhook's revision, by which a cached configuration is known to be fresh.</param>
/// <param name="Deliveries">In order of due time.</param>
/// <param name="MoreDue">There may be more that is due now.</param>
/// <param name="NextDueAt">When the next delivery becomes due, when nothing more is due now.</param>
public sealed record DueList(int Revision, IReadOnlyList<DueDelivery> Deliveries, bool MoreDue, DateTimeOffset? NextDueAt)
{
    /// <summary>Where it ends, when there may be more.</summary>
    public DuePosition? End { get; init; }
}

/// <summary>A place in a lane's order: after the delivery of this due time, in UTC ticks, and key.</summary>
public readonly record struct DuePosition(long DueAt, long Id);

/// <summary>
/// Reads what is due in a lane. Only the process that holds the lane's lease acts on it, so nothing is marked in the
/// store: what that process has taken and not recorded yet it knows itself, and after its end it is due again.
/// </summary>
public sealed class DueDeliveries(IDbContextFactory<WebhooksDbContext> contexts) : IDisposable
{
    private const string Webhook = "SELECT revision, enabled FROM subscriptions WHERE id = @subscription_id";

    private const string Due = """
        SELECT d.id, e.event_type, d.attempts, d.due_at, e.payload
        FROM deliveries d JOIN events e ON e.id = d.event_key
        WHERE d.subscription_id = @subscription_id AND d.state = 0 AND d.due_at > @after AND d.due_at <= @now
        ORDER BY d.due_at, d.id
        LIMIT @most
        """;

    // The rest of what is due at the same time, as all of an array of events is; in one condition with the others no index finds its beginning.
    private const string DueAtOnce = """
        SELECT d.id, e.event_type, d.attempts, d.due_at, e.payload
        FROM deliveries d JOIN events e ON e.id = d.event_key
        WHERE d.subscription_id = @subscription_id AND d.state = 0 AND d.due_at = @due_at AND d.id > @after
        ORDER BY d.id
        LIMIT @most
        """;

    private const string NextDue = "SELECT min(due_at) FROM deliveries WHERE subscription_id = @subscription_id AND state = 0 AND due_at > @now";

    private readonly ConcurrentBag<ReadSession> _idle = [];

    /// <summary>Reads the first of what is due; nothing while the webhook is disabled, null when there is none.</summary>
    /// <param name="subscriptionId">The lane.</param>
    /// <param name="now">What is due is due at this time.</param>
    /// <param name="most">At most so many deliveries.</param>
    /// <param name="taken">Deliveries that are left out.</param>
    /// <param name="after">Where to begin; null for the beginning.</param>
    /// <exception cref="System.Data.Common.DbException">The store cannot be read.</exception>
    public DueList? Read(Guid subscriptionId, DateTimeOffset now, int most, IReadOnlySet<long> taken, DuePosition? after = null)
    {
        var session = _idle.TryTake(out var idle) ? idle : new ReadSession(contexts.CreateDbContext());
        try
        {
            var list = Read(session.Statements, subscriptionId, now, most, taken, after);
            _idle.Add(session);
            return list;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private static DueList? Read(SqliteStatements statements, Guid subscriptionId, DateTimeOffset now, int most, IReadOnlySet<long> taken, DuePosition? after)
    {
        if (ReadWebhook(statements, subscriptionId) is not var (revision, enabled))
        {
            return null;
        }

        if (!enabled)
        {
            return new DueList(revision, [], MoreDue: false, NextDueAt: null);
        }

        var reading = new DueReading(most, taken, after);
        if (after is { } position)
        {
            reading.Add(statements.Query(
                DueAtOnce, ("@subscription_id", subscriptionId), ("@due_at", position.DueAt), ("@after", position.Id), ("@most", reading.Left)));
        }

        if (reading.Left > 0)
        {
            reading.Add(statements.Query(
                Due, ("@subscription_id", subscriptionId), ("@after", after?.DueAt ?? 0), ("@now", now.UtcTicks), ("@most", reading.Left)));
        }

        return new DueList(revision, reading.Deliveries, reading.MoreDue, reading.MoreDue ? null : ReadNextDue(statements, subscriptionId, now)) { End = reading.End };
    }

    private static (int Revision, bool Enabled)? ReadWebhook(SqliteStatements statements, Guid subscriptionId)
    {
        using var rows = statements.Query(Webhook, ("@subscription_id", subscriptionId));
        return rows.Read() ? ((int)rows.Number(0), rows.Number(1) != 0) : null;
    }

    private static DateTimeOffset? ReadNextDue(SqliteStatements statements, Guid subscriptionId, DateTimeOffset now)
    {
        using var rows = statements.Query(NextDue, ("@subscription_id", subscriptionId), ("@now", now.UtcTicks));
        return rows.Read() && !rows.IsNull(0) ? new DateTimeOffset(rows.Number(0), TimeSpan.Zero) : null;
    }

    /// <summary>A connection that stays open between reads, with its statements.</summary>
    private sealed class ReadSession : IDisposable
    {
        private readonly WebhooksDbContext _context;

        public ReadSession(WebhooksDbContext context)
        {
            _context = context;
            _context.Database.OpenConnection();
            Statements = new SqliteStatements((SqliteConnection)_context.Database.GetDbConnection());
        }

        public SqliteStatements Statements { get; }

        public void Dispose()
        {
            Statements.Dispose();
            _context.Dispose();
        }
    }
}
