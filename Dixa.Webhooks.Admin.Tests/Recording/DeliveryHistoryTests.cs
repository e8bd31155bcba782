using System.Text;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

public class DeliveryHistoryTests : StoreTest
{
    [Fact]
    public async Task The_last_50_deliveries_of_a_type_come_newest_first()
    {
        var webhook = await Store.CreateWebhookAsync();
        var other = await Store.CreateWebhookAsync();
        var ids = new List<long>();
        for (var i = 0; i < 55; i++)
        {
            ids.Add(await Store.DeliveryAsync(webhook));
            await Store.DeliveryAsync(i % 2 == 0 ? webhook : other, i % 2 == 0 ? "CONVERSATION_RATED" : "CONVERSATION_CREATED");
        }

        var rows = await Store.History.RecentAsync(webhook, "CONVERSATION_CREATED", Cancel);

        Assert.Equal(Enumerable.Reverse(ids).Take(50), rows.Select(row => row.Id));
    }

    [Fact]
    public async Task A_row_shows_the_state_of_the_delivery()
    {
        var webhook = await Store.CreateWebhookAsync();
        var id = await Store.DeliveryAsync(webhook);
        await using (var context = await Store.ContextAsync())
        {
            await context.Deliveries.ExecuteUpdateAsync(
                row => row.SetProperty(delivery => delivery.Attempts, 2)
                    .SetProperty(delivery => delivery.LastAttemptAt, Store.Time.GetUtcNow().AddMinutes(1))
                    .SetProperty(delivery => delivery.LastFailure, FailureClass.Timeout)
                    .SetProperty(delivery => delivery.DueAt, Store.Time.GetUtcNow().AddMinutes(2)),
                Cancel);
        }

        var row = Assert.Single(await Store.History.RecentAsync(webhook, "CONVERSATION_CREATED", Cancel));

        Assert.Equal((id, DeliveryState.Pending, 2), (row.Id, row.State, row.Attempts));
        Assert.Equal((Store.Time.GetUtcNow(), Store.Time.GetUtcNow().AddMinutes(1), Store.Time.GetUtcNow().AddMinutes(2)), (row.CreatedAt, row.LastAttemptAt, row.DueAt));
        Assert.Equal("Failed (timeout)", row.LastAttempt.Text);
    }

    [Fact]
    public async Task Shown_rows_are_refreshed_in_their_order()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.DeliveryAsync(webhook);
        await Store.DeliveryAsync(webhook);
        var shown = await Store.History.RecentAsync(webhook, "CONVERSATION_CREATED", Cancel);
        await Store.DeliveryAsync(webhook);
        await Store.StateAsync(shown[1].Id, DeliveryState.Failed);

        var rows = await Store.History.RefreshAsync(shown, Cancel);

        Assert.Equal([(shown[0].Id, DeliveryState.Pending), (shown[1].Id, DeliveryState.Failed)], rows.Select(row => (row.Id, row.State)));
    }

    [Fact]
    public async Task Before_its_first_attempt_a_delivery_is_gray()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.DeliveryAsync(webhook);

        Assert.Equal(EventStatus.NotEmitted, Assert.Single(await Store.History.RecentAsync(webhook, "CONVERSATION_CREATED", Cancel)).LastAttempt);
    }

    [Fact]
    public async Task A_payload_is_the_stored_bytes()
    {
        const string payload = """{"n":1.0e5,"text":"Größe 🎉 \u00e9"}""";
        var webhook = await Store.CreateWebhookAsync();
        var id = await Store.DeliveryAsync(webhook, payload: payload);

        Assert.Equal(Encoding.UTF8.GetBytes(payload), await Store.History.PayloadAsync(webhook, id, Cancel));
    }

    [Fact]
    public async Task Another_webhooks_payload_is_not_given()
    {
        var webhook = await Store.CreateWebhookAsync();
        var id = await Store.DeliveryAsync(webhook);

        Assert.Null(await Store.History.PayloadAsync(await Store.CreateWebhookAsync(), id, Cancel));
        Assert.Null(await Store.History.PayloadAsync(webhook, id + 1, Cancel));
    }

    [Fact]
    public async Task The_statuses_are_a_webhooks_own_by_wire_name()
    {
        var webhook = await Store.CreateWebhookAsync();
        var other = await Store.CreateWebhookAsync();
        await Store.StoreAsync(
            Status(webhook, "CONVERSATION_CREATED", 200, null, minute: 1),
            Status(webhook, "CONVERSATION_RATED", null, FailureClass.Refused, minute: 2),
            Status(other, "CONVERSATION_OPEN", 500, null, minute: 3));

        var statuses = await Store.History.StatusesAsync(webhook, Cancel);

        Assert.Equal(["CONVERSATION_CREATED", "CONVERSATION_RATED"], statuses.Keys.Order());
        Assert.Equal(new TypeStatus(EventStatus.Of(AttemptResult.Responded(200)), Store.Time.GetUtcNow().AddMinutes(1)), statuses["CONVERSATION_CREATED"]);
        Assert.Equal("Failed (refused)", statuses["CONVERSATION_RATED"].Status.Text);
    }

    private StoredEventStatus Status(Guid webhook, string type, int? code, FailureClass? failure, int minute) => new()
    {
        SubscriptionId = webhook,
        EventType = type,
        StatusCode = code,
        Failure = failure,
        AttemptedAt = Store.Time.GetUtcNow().AddMinutes(minute),
    };
}

[OnPostgres]
public sealed class DeliveryHistoryTestsOnPostgres : DeliveryHistoryTests;
