using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>The settings of every SQLite connection: readers never wait for the writer, a commit is on disk, and statements wait for locks.</summary>
internal static class SqlitePragmas
{
    /// <summary>
    /// Only for the connection of the hot path's writer: 16 MiB, as much as the log holds between two checkpoints. Other connections keep
    /// SQLite's default of 2 MB, since each connection has its own cache.
    /// </summary>
    public const string WriterCache = "PRAGMA cache_size=-16384";

    // Deleted content is overwritten, so that nothing of an erased person stays in free parts of the file.
    // The log grows during a long read, such as a backup, and is cut to 64 MiB afterwards.
    // A checkpoint after 16 MiB of log: a page that is written many times in between is written to the database only once.
    private const string Sql = """
        PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
        PRAGMA wal_autocheckpoint=4096; PRAGMA journal_size_limit=67108864;
        PRAGMA secure_delete=ON;
        """;

    public static DbConnectionInterceptor Interceptor { get; } = new OnOpen();

    [SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "A constant and a number.")]
    public static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();

        // SQLite waits for a lock as long as the provider would retry, and notices sooner that the lock was released.
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
