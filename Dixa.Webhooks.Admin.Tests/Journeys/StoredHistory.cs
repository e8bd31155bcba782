using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys;

/// <summary>Invariants of the database that hold whatever happened to the application.</summary>
internal static class StoredHistory
{
    public sealed record DeliveryRow(long Id, Guid EventId, DeliveryState State, int Attempts);

    private sealed record AttemptRow(long Delivery, int Number, DateTimeOffset StartedAt, DateTimeOffset EndedAt, bool Succeeded);

    public static Task<IReadOnlyList<DeliveryRow>> DeliveriesAsync(this TestApp app) => app.ReadAsync(
        "SELECT d.id, e.event_id, d.state, d.attempts FROM deliveries d JOIN events e ON e.id = d.event_key ORDER BY d.id",
        row => new DeliveryRow(row.GetInt64(0), row.GetUuid(1), (DeliveryState)row.GetInt32(2), row.GetInt32(3)));

    public static async Task<long> CountAsync(this TestApp app, string fromWhere) =>
        (await app.ReadAsync($"SELECT count(*) FROM {fromWhere}", row => row.GetInt64(0)))[0];

    /// <summary>Waits until no delivery is pending.</summary>
    public static Task SettlesAsync(this TestApp app, TimeSpan deadline) => Eventually.BecomesTrueAsync(
        async () => await app.CountAsync("deliveries WHERE state = 0") == 0, "no delivery is pending", deadline);

    /// <summary>Every delivery succeeded, its attempts are numbered from 1 without a gap, only the last one succeeded, and none was early.</summary>
    public static async Task HistoryIsCompleteAsync(this TestApp app, TimeSpan retryDelay)
    {
        var attempts = (await app.ReadAsync(
            "SELECT delivery_id, number, started_at, started_at + duration, succeeded FROM attempts ORDER BY delivery_id, number",
            row => new AttemptRow(row.GetInt64(0), row.GetInt32(1), Time(row.GetInt64(2)), Time(row.GetInt64(3)), row.GetBoolean(4))))
            .ToLookup(attempt => attempt.Delivery);
        foreach (var delivery in await app.DeliveriesAsync())
        {
            var own = attempts[delivery.Id].ToList();
            Assert.Equal((DeliveryState.Delivered, own.Count), (delivery.State, delivery.Attempts));
            Assert.Equal(Enumerable.Range(1, own.Count), own.Select(attempt => attempt.Number));
            Assert.Equal([.. Enumerable.Repeat(false, own.Count - 1), true], own.Select(attempt => attempt.Succeeded));
            foreach (var (before, after) in own.Zip(own.Skip(1)))
            {
                // The duration is measured with a different clock than the times.
                Assert.True(after.StartedAt - before.EndedAt >= retryDelay - TimeSpan.FromMilliseconds(1), $"early by {retryDelay - (after.StartedAt - before.EndedAt)}");
            }
        }
    }

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
