using System.Collections.Concurrent;

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
public sealed class DueDeliveries(StoreDialect dialect) : IDisposable
{
    private readonly ConcurrentBag<DueReader> _idle = [];

    /// <summary>Reads the first of what is due; nothing while the webhook is disabled, null when there is none.</summary>
    /// <param name="subscriptionId">The lane.</param>
    /// <param name="now">What is due is due at this time.</param>
    /// <param name="most">At most so many deliveries.</param>
    /// <param name="bytes">The most bytes of payloads. The first delivery is read however large it is.</param>
    /// <param name="taken">Deliveries that are left out.</param>
    /// <param name="after">Where to begin; null for the beginning.</param>
    /// <exception cref="System.Data.Common.DbException">The store cannot be read.</exception>
    public async ValueTask<DueList?> ReadAsync(Guid subscriptionId, DateTimeOffset now, int most, long bytes, IReadOnlySet<long> taken, DuePosition? after = null)
    {
        var reader = _idle.TryTake(out var idle) ? idle : await dialect.OpenReaderAsync();
        try
        {
            var list = await reader.ReadAsync(subscriptionId, now, most, bytes, taken, after);
            _idle.Add(reader);
            return list;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }
}
