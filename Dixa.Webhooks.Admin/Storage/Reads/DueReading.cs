using System.Data.Common;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Reads;

/// <summary>A list of what is due, while it is read.</summary>
/// <param name="most">At most so many deliveries.</param>
/// <param name="bytes">The most bytes of payloads. The first delivery is read however large it is.</param>
/// <param name="taken">Deliveries that are left out. They stand at the beginning, and are read over when it begins there.</param>
/// <param name="after">Where it begins; null for the beginning.</param>
internal sealed class DueReading(int most, long bytes, IReadOnlySet<long> taken, DuePosition? after)
{
    private readonly List<DueDelivery> _deliveries = [];
    private DuePosition _end = after ?? default;
    private long _bytes;

    public IReadOnlyList<DueDelivery> Deliveries => _deliveries;

    /// <summary>How many rows it may still read.</summary>
    public int Left { get; private set; } = after is null ? most + taken.Count : most;

    /// <summary>It is full, so there may be more.</summary>
    public bool MoreDue => Left == 0;

    /// <summary>Where it ends; null when nothing more is due.</summary>
    public DuePosition? End => MoreDue ? _end : null;

    /// <summary>Adds rows of key, event type, attempts, due time and payload, in the lane's order.</summary>
    public void Add(SqliteRows rows)
    {
        using (rows)
        {
            while (Left > 0 && rows.Read() && Passes(rows.Number(0), rows.ByteCount(4)))
            {
                Left--;
                _end = new DuePosition(rows.Number(3), rows.Number(0));
                if (!taken.Contains(_end.Id))
                {
                    Add(new DueDelivery(_end.Id, rows.Text(1), rows.Bytes(4)) { Attempts = (int)rows.Number(2) });
                }
            }
        }
    }

    /// <inheritdoc cref="Add(SqliteRows)"/>
    public async Task AddAsync(DbDataReader rows)
    {
        while (Left > 0 && await rows.ReadAsync())
        {
            if (!Passes(rows.GetInt64(0), rows.GetBytes(4, 0, null, 0, 0)))
            {
                return;
            }

            Left--;
            _end = new DuePosition(rows.GetInt64(3), rows.GetInt64(0));
            if (!taken.Contains(_end.Id))
            {
                Add(new DueDelivery(_end.Id, rows.GetString(1), rows.GetFieldValue<byte[]>(4)) { Attempts = rows.GetInt32(2) });
            }
        }
    }

    /// <summary>Whether a row may be read. The payload's length is known before the payload is copied.</summary>
    private bool Passes(long id, long length)
    {
        if (_deliveries.Count == 0 || _bytes + length <= bytes || taken.Contains(id))
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
        if (_deliveries.Count == most || _bytes >= bytes)
        {
            Left = 0;
        }
    }
}
