using System.Data.Common;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Reads;

/// <summary>Collects a batch of due deliveries while it is read.</summary>
/// <param name="maxCount">Max deliveries.</param>
/// <param name="maxBytes">Max payload bytes. The first delivery is read even if it is larger.</param>
/// <param name="taken">Deliveries to skip. They are at the start of the lane, so reading from the start needs as many more rows.</param>
/// <param name="after">Where to start; null means from the start.</param>
internal sealed class DueReading(int maxCount, long maxBytes, IReadOnlySet<long> taken, DuePosition? after)
{
    /// <summary>
    /// SQL for the time when a delivery was accepted, if it is not its due time, which a retry has moved. A subquery, because the index of the due list
    /// does not have it, and only retries need it.
    /// </summary>
    public const string AcceptedAt = "CASE WHEN d.attempts > 0 THEN (SELECT c.created_at FROM deliveries c WHERE c.id = d.id) END";

    private readonly List<DueDelivery> _deliveries = [];
    private DuePosition _end = after ?? default;
    private long _bytes;

    public IReadOnlyList<DueDelivery> Deliveries => _deliveries;

    /// <summary>The number of rows that may still be read.</summary>
    public int Left { get; private set; } = after is null ? maxCount + taken.Count : maxCount;

    /// <summary>The batch is full, so more may be due.</summary>
    public bool MoreDue => Left == 0;

    /// <summary>The end of the batch; null if nothing more is due.</summary>
    public DuePosition? End => MoreDue ? _end : null;

    /// <summary>Adds rows with the columns key, event type, attempts, due time, payload, trace context and time of acceptance, in the lane's order.</summary>
    public void Add(SqliteRows rows)
    {
        using (rows)
        {
            while (Left > 0 && rows.Read() && Fits(rows.Number(0), rows.ByteCount(4)))
            {
                Left--;
                _end = new DuePosition(rows.Number(3), rows.Number(0));
                if (!taken.Contains(_end.Id))
                {
                    Add(new DueDelivery(_end.Id, rows.Text(1), rows.Bytes(4))
                    {
                        Attempts = (int)rows.Number(2),
                        AcceptedAt = rows.IsNull(6) ? _end.DueAt : rows.Number(6),
                        Traceparent = rows.IsNull(5) ? null : rows.Text(5),
                    });
                }
            }
        }
    }

    /// <inheritdoc cref="Add(SqliteRows)"/>
    public async Task AddAsync(DbDataReader rows)
    {
        while (Left > 0 && await rows.ReadAsync())
        {
            if (!Fits(rows.GetInt64(0), rows.GetBytes(4, 0, null, 0, 0)))
            {
                return;
            }

            Left--;
            _end = new DuePosition(rows.GetInt64(3), rows.GetInt64(0));
            if (!taken.Contains(_end.Id))
            {
                Add(new DueDelivery(_end.Id, rows.GetString(1), rows.GetFieldValue<byte[]>(4))
                {
                    Attempts = rows.GetInt32(2),
                    AcceptedAt = rows.IsDBNull(6) ? _end.DueAt : rows.GetInt64(6),
                    Traceparent = rows.IsDBNull(5) ? null : rows.GetString(5),
                });
            }
        }
    }

    /// <summary>Whether a row still fits. Checks the length of the payload before the payload is copied.</summary>
    private bool Fits(long id, long length)
    {
        if (_deliveries.Count == 0 || _bytes + length <= maxBytes || taken.Contains(id))
        {
            return true;
        }

        Left = 0;
        return false;
    }

    private void Add(DueDelivery delivery)
    {
        _deliveries.Add(delivery);
        _bytes += delivery.Payload.Length;
        if (_deliveries.Count == maxCount || _bytes >= maxBytes)
        {
            Left = 0;
        }
    }
}
