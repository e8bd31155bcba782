namespace Dixa.Webhooks.Bench.History;

/// <summary>What differs between the databases when a history is created.</summary>
/// <param name="Numbers">A table expression with the numbers from 1 to <c>@count</c> in the column <c>i</c>.</param>
/// <param name="NewId">An expression for a random UUID.</param>
/// <param name="WebhookTable">Creates the temporary table <c>numbered</c> with the number and the id of each webhook.</param>
/// <param name="Definitions">Reads the statements that drop and create what would slow down inserts: indexes and foreign keys.</param>
/// <param name="Prepare">Settings for bulk inserts, on the connection that does them.</param>
/// <param name="Finish">Statements that leave the database as it would be after running for a month.</param>
internal sealed record HistoryDialect(
    string Numbers, string NewId, string WebhookTable, string Definitions, IReadOnlyList<string> Prepare, IReadOnlyList<string> Finish)
{
    // Without ANALYZE, because the application never runs it on SQLite.
    public static HistoryDialect Sqlite { get; } = new(
        "(WITH RECURSIVE counted(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < @count) SELECT i FROM counted)",
        "randomblob(16)",
        "CREATE TEMP TABLE numbered (number INTEGER PRIMARY KEY, id BLOB NOT NULL)",
        """
        SELECT 'DROP INDEX "' || name || '"', sql FROM sqlite_master
        WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('events', 'deliveries', 'attempts')
        """,
        ["PRAGMA foreign_keys=OFF", "PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-262144"],
        ["PRAGMA journal_mode=WAL"]);

    /// <summary>Foreign keys are dropped before the unique indexes that they need, and created after them.</summary>
    public static HistoryDialect Postgres { get; } = new(
        "(SELECT generate_series(1, @count) AS i)",
        "gen_random_uuid()",
        "CREATE TEMP TABLE numbered (number integer PRIMARY KEY, id uuid NOT NULL)",
        """
        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE contype = 'f' AND conrelid IN ('events'::regclass, 'deliveries'::regclass, 'attempts'::regclass)
        UNION ALL
        SELECT format('DROP INDEX %I', indexname), indexdef
        FROM pg_indexes WHERE tablename IN ('events', 'deliveries', 'attempts') AND indexname NOT IN (SELECT conname FROM pg_constraint)
        """,
        ["SET synchronous_commit = off", "SET maintenance_work_mem = '512MB'"],
        [
            "SELECT setval(pg_get_serial_sequence('events', 'id'), (SELECT max(id) FROM events))",
            "SELECT setval(pg_get_serial_sequence('deliveries', 'id'), (SELECT max(id) FROM deliveries))",
            "SELECT setval(pg_get_serial_sequence('cancellations', 'id'), (SELECT max(id) FROM cancellations))",
            "VACUUM ANALYZE",
        ]);
}
