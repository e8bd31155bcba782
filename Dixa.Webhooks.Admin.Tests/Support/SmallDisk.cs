using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Simulates a full disk: the database cannot grow by a page until space is freed.</summary>
public sealed class SmallDisk : DbConnectionInterceptor
{
    private const string Full = "PRAGMA max_page_count = 1";
    private const string Roomy = "PRAGMA max_page_count = 4294967294";

    private readonly ConcurrentBag<DbConnection> _connections = [];
    private volatile string _state = Roomy;
    private int _opened;

    /// <summary>The number of opened connections. The store opens a new one after each failure.</summary>
    public int Opened => Volatile.Read(ref _opened);

    /// <summary>Call this while nothing is being written, because the database's current size becomes the max.</summary>
    public void Fill() => Set(Full);

    /// <inheritdoc cref="Fill"/>
    public void MakeRoom() => Set(Roomy);

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        Interlocked.Increment(ref _opened);
        _connections.Add(connection);
        Apply(connection, _state);
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }

    private void Set(string state)
    {
        _state = state;
        foreach (var connection in _connections.Where(connection => connection.State is ConnectionState.Open))
        {
            Apply(connection, state);
        }
    }

    private static void Apply(DbConnection connection, string state)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // One of two constants.
        command.CommandText = state;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
