using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Journeys;

/// <summary>Looks into a running application's database from outside, as a suspicious operator would.</summary>
internal static class AppDatabase
{
    public sealed record AttemptRow(Guid Webhook, long Delivery, int Number, DateTimeOffset StartedAt, int? StatusCode, FailureClass? Failure);

    public static async Task<IReadOnlyList<AttemptRow>> AttemptsAsync(this AppProcess app)
    {
        await using var connection = new SqliteConnection($"Data Source={app.Database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT subscription_id, delivery_id, number, started_at, status_code, failure FROM attempts ORDER BY id";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<AttemptRow>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(new AttemptRow(
                reader.GetGuid(0),
                reader.GetInt64(1),
                reader.GetInt32(2),
                new DateTimeOffset(reader.GetInt64(3), TimeSpan.Zero),
                reader.IsDBNull(4) ? null : reader.GetInt32(4),
                reader.IsDBNull(5) ? null : (FailureClass)reader.GetInt32(5)));
        }

        return rows;
    }

    public static Task RecordsAsync(this AppProcess app, int attempts, TimeSpan? deadline = null) =>
        Eventually.BecomesTrueAsync(async () => (await app.AttemptsAsync()).Count >= attempts, $"{attempts} recorded attempts", deadline);
}
