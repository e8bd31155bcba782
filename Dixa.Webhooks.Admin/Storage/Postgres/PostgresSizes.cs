using Dixa.Webhooks.Admin.Domain;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>Reads the size of a PostgreSQL database and of its tables from its statistics.</summary>
internal static class PostgresSizes
{
    private const string Tables = """
        SELECT c.relname AS "Name", greatest(coalesce(s.n_live_tup, 0), 0) AS "Rows", pg_total_relation_size(c.oid) AS "Bytes"
        FROM pg_class c LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
        WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND c.relname = ANY({0})
        """;

    private const string Total = "SELECT pg_database_size(current_database()) AS \"Value\"";

    /// <summary>The sizes of a thousand rows, as stored. A row has a header of 24 bytes and a pointer of 4.</summary>
    private const string RowSizes = """
        SELECT 'events' AS "Name", 0::bigint AS "Rows", coalesce(avg(pg_column_size(payload) + 90), 0)::bigint AS "Bytes" FROM (SELECT payload FROM events LIMIT 1000) e
        UNION ALL
        SELECT 'attempts', 0, coalesce(avg(coalesce(pg_column_size(request_headers), 0) + coalesce(pg_column_size(response_headers), 0) + coalesce(pg_column_size(response_body), 0) + 110), 0)::bigint
        FROM (SELECT request_headers, response_headers, response_body FROM attempts LIMIT 1000) a
        UNION ALL SELECT 'deliveries', 0, 150
        UNION ALL SELECT 'hours', 0, 180
        UNION ALL SELECT 'audit', 0, 260
        UNION ALL SELECT 'event_subjects', 0, 44
        """;

    private const string IndexShare = """
        SELECT c.relname AS "Name", pg_indexes_size(c.oid) AS "Rows", greatest(pg_table_size(c.oid), 1) AS "Bytes"
        FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND c.relname = ANY({0})
        """;

    /// <summary>
    /// The free part is what the tables have more than their rows need. PostgreSQL does not count it. Rows need as much of the indexes as of the
    /// table.
    /// </summary>
    public static async Task<StoreSize> ReadAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        var total = (await context.Database.SqlQueryRaw<long>(Total).ToListAsync(cancel))[0];
        var rowSizes = (await context.Database.SqlQueryRaw<TableSize>(RowSizes).ToListAsync(cancel)).ToDictionary(table => table.Name);
        var shares = (await QueryAsync(context, IndexShare, cancel)).ToDictionary(table => table.Name, table => 1 + ((double)table.Rows / table.Bytes));
        var free = (await ReadTablesAsync(context, cancel)).Sum(table => Math.Max(0, table.Bytes - (long)(table.Rows * rowSizes[table.Name].Bytes * shares[table.Name])));
        return new StoreSize(total, Math.Min(free, total));
    }

    public static async Task<IReadOnlyList<TableSize>> ReadTablesAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        var tables = (await QueryAsync(context, Tables, cancel)).ToDictionary(table => table.Name);
        return [.. GrowingTables.Names.Select(name => tables[name])];
    }

    private static Task<List<TableSize>> QueryAsync(WebhooksDbContext context, string sql, CancellationToken cancel) =>
        context.Database.SqlQueryRaw<TableSize>(sql, [.. new object[] { GrowingTables.Names.ToArray() }]).ToListAsync(cancel);
}
