using System.Diagnostics.CodeAnalysis;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>Reads the size of a SQLite file and of its tables.</summary>
internal static class SqliteSizes
{
    private const int Sample = 500;

    public static async Task<StoreSize> ReadAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        var pageSize = await NumberAsync(context, "SELECT page_size AS Value FROM pragma_page_size", cancel);
        return new StoreSize(
            pageSize * await NumberAsync(context, "SELECT page_count AS Value FROM pragma_page_count", cancel),
            pageSize * await NumberAsync(context, "SELECT freelist_count AS Value FROM pragma_freelist_count", cancel));
    }

    /// <summary>
    /// Counts the rows, and divides the used bytes among the tables by the sizes of some of their rows. SQLite itself only tells the size of a
    /// table after it has read all of it.
    /// </summary>
    public static async Task<IReadOnlyList<TableSize>> ReadTablesAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        var size = await ReadAsync(context, cancel);
        List<(string Name, long Rows, long Weight)> tables = [];
        foreach (var name in GrowingTables.Names)
        {
            var rows = await NumberAsync(context, $"SELECT count(*) AS Value FROM {name}", cancel);
            tables.Add((name, rows, rows * await RowBytesAsync(context, name, cancel)));
        }

        var total = Math.Max(1, tables.Sum(table => table.Weight));
        var used = (double)(size.Bytes - size.FreeBytes);
        return [.. tables.Select(table => new TableSize(table.Name, table.Rows, (long)(used * table.Weight / total)))];
    }

    /// <summary>The average size of the newest rows with their index entries, from the sizes of their blobs and texts.</summary>
    private static Task<long> RowBytesAsync(WebhooksDbContext context, string table, CancellationToken cancel) => table switch
    {
        "events" => AverageAsync(context, "events", "length(payload) + 90", cancel),
        "attempts" => AverageAsync(context, "attempts", "coalesce(length(request_headers), 0) + coalesce(length(response_headers), 0) + coalesce(length(response_body), 0) + 85", cancel),
        "deliveries" => Task.FromResult(280L),
        "audit" => Task.FromResult(300L),
        _ => Task.FromResult(24L),
    };

    private static Task<long> AverageAsync(WebhooksDbContext context, string table, string bytes, CancellationToken cancel) => NumberAsync(
        context, $"SELECT CAST(coalesce(avg({bytes}), 0) AS INTEGER) AS Value FROM (SELECT * FROM {table} ORDER BY id DESC LIMIT {Sample})", cancel);

    [SuppressMessage("Security", "EF1002:Risk of vulnerability to SQL injection", Justification = "The names are constants.")]
    private static async Task<long> NumberAsync(WebhooksDbContext context, string sql, CancellationToken cancel) =>
        (await context.Database.SqlQueryRaw<long>(sql).ToListAsync(cancel))[0];
}
