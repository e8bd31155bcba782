using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Journeys;

/// <summary>Reads the database of an application directly, without going through the application.</summary>
internal static class AppDatabase
{
    public sealed record AttemptRow(Guid Webhook, long Delivery, int Number, DateTimeOffset StartedAt, int? StatusCode, FailureClass? Failure);

    public static Task<IReadOnlyList<AttemptRow>> AttemptsAsync(this TestApp app) => app.ReadAsync(
        "SELECT subscription_id, delivery_id, number, started_at, status_code, failure FROM attempts ORDER BY id",
        row => new AttemptRow(
            row.GetUuid(0),
            row.GetInt64(1),
            row.GetInt32(2),
            new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero),
            row.IsDBNull(4) ? null : row.GetInt32(4),
            row.IsDBNull(5) ? null : (FailureClass)row.GetInt32(5)));

    public static Guid GetUuid(this SqliteDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);

    /// <summary>Reads rows on a read-only connection. Works while the application runs and after it was killed.</summary>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(this TestApp app, string sql, Func<SqliteDataReader, T> read)
    {
        await using var connection = new SqliteConnection($"Data Source={app.Database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The SQL comes from the test itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public static Task RecordsAsync(this TestApp app, int attempts, TimeSpan? deadline = null) =>
        Eventually.BecomesTrueAsync(async () => (await app.AttemptsAsync()).Count >= attempts, $"{attempts} recorded attempts", deadline);
}
