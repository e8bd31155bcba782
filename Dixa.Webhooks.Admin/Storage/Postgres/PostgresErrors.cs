using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

internal static class PostgresErrors
{
    // https://www.postgresql.org/docs/current/errcodes-appendix.html: connection, resources, operator intervention, system error, internal
    // error, sign-in, no such database or schema, idle transaction ended, read-only, serialization, deadlock, lock, no such table, column or right.
    private static readonly string[] StoreCodes =
        ["08", "53", "57", "58", "XX", "28", "3D000", "3F000", "25P03", "25006", "40001", "40P01", "55P03", "42P01", "42703", "42501"];

    public static string Kind(NpgsqlException error) => error is PostgresException { SqlState: var state } ? $"PostgreSQL {state}" : "PostgreSQL connection";

    /// <summary>Without a code from the server, the connection is lost.</summary>
    public static bool IsStoreError(NpgsqlException error) =>
        error.SqlState is not { } state || StoreCodes.Any(code => state.StartsWith(code, StringComparison.Ordinal));
}
