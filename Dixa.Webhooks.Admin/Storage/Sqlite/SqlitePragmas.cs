using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>How each SQLite connection behaves: readers never wait for the writer, a commit is on the disk, a lock is waited for.</summary>
internal static class SqlitePragmas
{
    /// <summary>
    /// For the one connection of the hot path's writer: 16 MiB, as much as the log holds between two checkpoints. Every other
    /// connection keeps SQLite's 2 MB, since each has a cache of its own.
    /// </summary>
    public const string WriterCache = "PRAGMA cache_size=-16384";

    // A page that is written again and again between two checkpoints reaches the database once: 16 MiB of log.
    private const string Sql = """
        PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
        PRAGMA wal_autocheckpoint=4096;
        """;

    public static DbConnectionInterceptor Interceptor { get; } = new OnOpen();

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "A constant and a number.")]
    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();

        // SQLite itself waits for a lock as long as the provider would try again, and hears sooner of its end.
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"{Sql} PRAGMA busy_timeout={1_000L * command.CommandTimeout};");
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
