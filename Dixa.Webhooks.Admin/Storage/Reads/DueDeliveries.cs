using System.Collections.Concurrent;

namespace Dixa.Webhooks.Admin.Storage.Reads;

/// <summary>A delivery that is due.</summary>
/// <param name="Id">The delivery's key.</param>
/// <param name="EventType">A wire name.</param>
/// <param name="Payload">The exact bytes to sign and send.</param>
public sealed record DueDelivery(long Id, string EventType, byte[] Payload)
{
    /// <summary>The number of recorded attempts.</summary>
    public int Attempts { get; init; }

    /// <summary>When the delivery was accepted, in UTC ticks.</summary>
    public long AcceptedAt { get; init; }

    /// <summary>The trace context that was kept with the event; null if there was none.</summary>
    public string? Traceparent { get; init; }
}

/// <summary>A batch of due deliveries of a lane.</summary>
/// <param name="Revision">The webhook's revision, which shows whether a cached configuration is current.</param>
/// <param name="Deliveries">In order of due time.</param>
/// <param name="MoreDue">More deliveries may be due now.</param>
/// <param name="NextDueAt">When the next delivery becomes due; null if more may be due now, or if none is pending.</param>
public sealed record DueList(int Revision, IReadOnlyList<DueDelivery> Deliveries, bool MoreDue, DateTimeOffset? NextDueAt)
{
    /// <summary>The end of the batch if more may be due; otherwise null.</summary>
    public DuePosition? End { get; init; }
}

/// <summary>A position in a lane: after the delivery with this due time (UTC ticks) and key.</summary>
public readonly record struct DuePosition(long DueAt, long Id);

/// <summary>
/// Reads the due deliveries of a lane. Only the process that holds the lane's lease sends them, so they are not marked in the store: that
/// process knows which ones it has taken and not recorded yet, and if it ends, they are due again.
/// </summary>
public sealed class DueDeliveries(StoreDialect dialect) : IDisposable
{
    private readonly ConcurrentBag<DueReader> _idle = [];

    /// <summary>Reads the next batch. It is empty while the webhook is disabled; null if the webhook does not exist.</summary>
    /// <param name="subscriptionId">The webhook.</param>
    /// <param name="now">Deliveries are due until this time, inclusive.</param>
    /// <param name="maxCount">Max deliveries.</param>
    /// <param name="maxBytes">Max payload bytes. The first delivery is read even if it is larger.</param>
    /// <param name="taken">Deliveries to skip.</param>
    /// <param name="after">Where to start; null means from the start.</param>
    /// <exception cref="System.Data.Common.DbException">The store cannot be read.</exception>
    public async ValueTask<DueList?> ReadAsync(Guid subscriptionId, DateTimeOffset now, int maxCount, long maxBytes, IReadOnlySet<long> taken, DuePosition? after = null)
    {
        var reader = _idle.TryTake(out var idle) ? idle : await dialect.OpenReaderAsync();
        try
        {
            var list = await reader.ReadAsync(subscriptionId, now, maxCount, maxBytes, taken, after);
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
