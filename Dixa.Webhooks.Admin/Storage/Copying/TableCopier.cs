using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Dixa.Webhooks.Admin.Storage.Failures;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Copying;

/// <summary>Copies tables row by row, and compares each table with its copy.</summary>
[SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The names are the model's.")]
internal sealed partial class TableCopier(SqliteConnection from, NpgsqlConnection to, ILogger logger)
{
    /// <summary>Rows per batch. An interruption loses at most one batch.</summary>
    public const int BatchSize = 10_000;

    /// <summary>Copies all tables. Rows that an interrupted run has copied are kept.</summary>
    /// <param name="tables">Each one after the tables that it refers to.</param>
    /// <param name="cancel">Batches that are copied before a cancellation stay.</param>
    /// <exception cref="StoreUnavailableException">A copy differs from its original.</exception>
    public async Task CopyAsync(IReadOnlyList<CopiedTable> tables, CancellationToken cancel)
    {
        foreach (var table in tables)
        {
            await CopyAsync(table, cancel);
        }

        foreach (var table in tables)
        {
            await CheckAsync(table, cancel);
        }
    }

    private async Task CopyAsync(CopiedTable table, CancellationToken cancel)
    {
        var (all, done) = (await from.NumberAsync(table.Count, cancel), await to.NumberAsync(table.Count, cancel));
        if (table.GrowingKey is null)
        {
            // One statement copies the whole table, so it is complete or empty.
            if (done == 0 && all > 0)
            {
                await CopyBatchAsync(table, after: null, cancel);
            }
        }
        else
        {
            while (await CopyBatchAsync(table, await to.NumberAsync(table.LastKey, cancel), cancel) is var copied and > 0)
            {
                Log.Copied(logger, table.Name, done += copied, all);
            }

            await to.NumberAsync(table.ContinueKeys, cancel);
        }

        Log.Table(logger, table.Name, all);
    }

    private async Task<int> CopyBatchAsync(CopiedTable table, long? after, CancellationToken cancel)
    {
        await using var command = from.CreateCommand();
        command.CommandText = after is null ? table.Select : table.SelectBatch;
        if (after is not null)
        {
            command.Parameters.AddWithValue("@after", after);
            command.Parameters.AddWithValue("@limit", BatchSize);
        }

        var (types, copied) = (table.Types, 0);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await using var copy = await to.BeginBinaryImportAsync(table.Copy, cancel);
        for (; await rows.ReadAsync(cancel); copied++)
        {
            await copy.StartRowAsync(cancel);
            var values = table.Read(rows);
            for (var i = 0; i < values.Length; i++)
            {
                await (values[i] is { } value ? copy.WriteAsync(value, types[i], cancel) : copy.WriteNullAsync(cancel));
            }
        }

        await copy.CompleteAsync(cancel);
        return copied;
    }

    private async Task CheckAsync(CopiedTable table, CancellationToken cancel)
    {
        var (original, copy) = (await SumAsync(from, table, cancel), await SumAsync(to, table, cancel));
        if (!original.Matches(copy))
        {
            throw new StoreUnavailableException(
                $"{MigrateStoreOption.Name}: the table {table.Name} has {original.Rows:N0} rows with the checksum {original.Checksum:x32}, and its copy {copy.Rows:N0} with {copy.Checksum:x32}. "
                + "Stop all applications that use either store, empty the PostgreSQL database, and copy again.");
        }

        Log.Checked(logger, table.Name, original.Rows, original.Checksum.ToString("x32", CultureInfo.InvariantCulture));
    }

    private static async Task<TableSum> SumAsync(DbConnection store, CopiedTable table, CancellationToken cancel)
    {
        var sum = new TableSum();
        await using var command = store.CreateCommand();
        command.CommandText = table.Select;
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            sum.Add(table.Read(rows));
        }

        return sum;
    }

    private static partial class Log
    {
        [LoggerMessage(1640, LogLevel.Information, "{Table}: copied {Copied} of {All} rows")]
        public static partial void Copied(ILogger logger, string table, long copied, long all);

        [LoggerMessage(1641, LogLevel.Information, "{Table}: copied all {All} rows")]
        public static partial void Table(ILogger logger, string table, long all);

        [LoggerMessage(1642, LogLevel.Information, "{Table}: {Rows} rows with checksum {Checksum} in both stores")]
        public static partial void Checked(ILogger logger, string table, long rows, string checksum);
    }
}
