using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage;

public class StoreTests : StoreTest
{
    [Fact]
    public async Task The_migrations_match_the_model()
    {
        await using var context = await Store.ContextAsync();

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task An_event_is_stored_once()
    {
        var id = Guid.NewGuid();
        await Store.StoreAsync(Event());

        await Assert.ThrowsAsync<DbUpdateException>(() => Store.StoreAsync(Event()));

        StoredEvent Event() => new() { EventId = id, EventType = "CONVERSATION_CREATED", ReceivedAt = Store.Time.GetUtcNow(), Payload = [] };
    }

    [Fact]
    public async Task Times_lose_nothing_and_sort()
    {
        var webhook = await Store.CreateWebhookAsync();
        var start = new DateTimeOffset(2026, 3, 1, 23, 59, 59, TimeSpan.FromHours(14)).AddTicks(1);
        var later = await Store.DeliveryAsync(webhook, dueAt: start.AddTicks(1));
        var earlier = await Store.DeliveryAsync(webhook, dueAt: start);

        await using var context = await Store.ContextAsync();
        var rows = await context.Deliveries.OrderBy(row => row.DueAt).Select(row => new { row.Id, row.DueAt }).ToListAsync(Cancel);

        Assert.Equal([earlier, later], rows.Select(row => row.Id));
        Assert.Equal(start.UtcTicks, rows[0].DueAt.UtcTicks);
        Assert.Equal(TimeSpan.Zero, rows[0].DueAt.Offset);
    }
}

[OnPostgres]
public sealed class StoreTestsOnPostgres : StoreTests;
