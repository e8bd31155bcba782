using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>How each SQLite connection behaves: readers never wait for the writer, a commit is on the disk, a lock is waited for.</summary>
internal static class SqlitePragmas
{
    // A page that is written again and again between two checkpoints reaches the database once: 16 MiB of log, and as much cache.
    private const string Sql = """
        PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON;
        PRAGMA wal_autocheckpoint=4096; PRAGMA cache_size=-16384; PRAGMA mmap_size=134217728;
        """;

    public static DbConnectionInterceptor Interceptor { get; } = new OnOpen();

    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
    }

    private sealed class OnOpen : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Apply(connection);
            return Task.CompletedTask;
        }
    }
}
