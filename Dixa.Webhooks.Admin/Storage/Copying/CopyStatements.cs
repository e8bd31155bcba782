using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Dixa.Webhooks.Admin.Storage.Copying;

[SuppressMessage("Security", "CA2100:Review SQL queries for security vulnerabilities", Justification = "The names are the model's.")]
internal static class CopyStatements
{
    /// <summary>The single number that a query returns. Has no time limit, since it may count a whole table.</summary>
    public static async Task<long> NumberAsync(this DbConnection store, string sql, CancellationToken cancel)
    {
        await using var command = store.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }

    public static async Task ExecuteAsync(this DbConnection store, string sql, CancellationToken cancel)
    {
        await using var command = store.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
