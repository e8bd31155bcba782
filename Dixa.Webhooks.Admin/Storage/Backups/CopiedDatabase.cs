using Dixa.Webhooks.Admin.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>A consistent copy of a SQLite database in one file, which nothing else uses.</summary>
internal sealed class CopiedDatabase(string file)
{
    // What Data Protection encrypts begins with the same four bytes. An earlier version did not encrypt every secret.
    private const string Encrypted = "CfDJ8";

    private const string Applied = "SELECT MigrationId FROM __EFMigrationsHistory ORDER BY 1";

    /// <summary>
    /// Copies the database as it is at this moment, while others may write to it. The copy is made in one step: in several steps, SQLite starts over
    /// after each write of another connection.
    /// </summary>
    public static CopiedDatabase Make(SqliteConnection source, string target)
    {
        using (var copy = SqliteRead.Open(target, SqliteOpenMode.ReadWriteCreate))
        {
            // If the machine fails, the copy is abandoned anyway.
            SqliteRead.Execute(copy, "PRAGMA synchronous=OFF");
            source.BackupDatabase(copy);

            // Without a write-ahead log the copy is a single file.
            SqliteRead.Execute(copy, "PRAGMA journal_mode=DELETE");
        }

        return new CopiedDatabase(target);
    }

    /// <summary>Turns on the write-ahead log, which commands that only read cannot do.</summary>
    public void UseWriteAheadLog()
    {
        using var connection = SqliteRead.Open(file, SqliteOpenMode.ReadWrite);
        SqliteRead.Execute(connection, "PRAGMA journal_mode=WAL");
    }

    public long Bytes => new FileInfo(file).Length;

    /// <summary>Reads every page.</summary>
    /// <exception cref="BackupException">The database is damaged, or is not one of this application.</exception>
    public CopiedFacts Check(string name)
    {
        try
        {
            using var connection = SqliteRead.Open(file, SqliteOpenMode.ReadOnly);
            if (SqliteRead.Texts(connection, "PRAGMA integrity_check(1)") is not ["ok"] and var problems)
            {
                throw new BackupException($"{name} is damaged: {string.Join(' ', problems)}.");
            }

            var tables = SqliteRead.Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
            if (!tables.Contains("__EFMigrationsHistory") || !tables.Contains("subscriptions") || SqliteRead.Texts(connection, Applied) is not { Count: > 0 } migrations)
            {
                throw new BackupException($"{name} is not a database of this application: it does not have its tables.");
            }

            return new CopiedFacts(
                tables.Contains("store") && SqliteRead.Texts(connection, "SELECT lower(hex(id)) FROM store ORDER BY created_at LIMIT 1") is [var id] ? Guid.ParseExact(id, "N") : null,
                migrations,
                tables.ToDictionary(table => table, table => SqliteRead.Number(connection, $"SELECT count(*) FROM \"{table}\"")),
                [
                    .. SqliteRead.Texts(connection, "SELECT secret FROM subscriptions").Where(secret => secret.StartsWith(Encrypted, StringComparison.Ordinal)),
                    .. tables.Contains("audit_chain") ? SqliteRead.Texts(connection, "SELECT key FROM audit_chain") : [],
                ]);
        }
        catch (SqliteException error)
        {
            throw new BackupException($"{name} is damaged: {error.Message}", error);
        }
    }
}

/// <summary>What was read from a copy of a database.</summary>
/// <param name="StoreId">Null in a store of a version without ids.</param>
/// <param name="Migrations">The applied migrations, in their order.</param>
/// <param name="Rows">The number of rows of each table.</param>
/// <param name="Encrypted">Everything that only the store's keys decrypt.</param>
internal sealed record CopiedFacts(Guid? StoreId, IReadOnlyList<string> Migrations, IReadOnlyDictionary<string, long> Rows, IReadOnlyList<string> Encrypted);
