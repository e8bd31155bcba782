using Dixa.Webhooks.Admin.BulkActions.Deliveries;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording.Finding;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.BulkActions;

public class DeliveryPlannerTests : BulkActionTest
{
    [Fact]
    public async Task It_says_exactly_what_would_be_resent_and_what_is_left_out_and_why()
    {
        var (shop, crm, off) = (await WebhookAsync("Shop"), await WebhookAsync("CRM"), await WebhookAsync("Off"));
        var failed = await DeliveriesAsync(crm, 2);
        var delivered = await DeliveriesAsync(shop, 1, DeliveryState.Delivered);
        await DeliveriesAsync(shop, 3, DeliveryState.Pending);
        await DeliveriesAsync(off, 4);
        var resent = (await DeliveriesAsync(crm, 1))[0];
        await Store.DeliveryAsync(crm, resendOf: resent, state: DeliveryState.Failed);
        var (erased, test) = ((await DeliveriesAsync(crm, 1))[0], (await DeliveriesAsync(crm, 1))[0]);
        var key = (await Store.DeliveryAsync(erased)).EventKey;
        await using (var context = await Store.ContextAsync())
        {
            await context.Events.Where(stored => stored.Id == key).ExecuteUpdateAsync(stored => stored.SetProperty(row => row.RemovedAt, Store.Time.GetUtcNow()).SetProperty(row => row.Removal, ContentRemoval.Erasure), Cancel);
            await context.Deliveries.Where(delivery => delivery.Id == test).ExecuteUpdateAsync(delivery => delivery.SetProperty(row => row.IsTest, true), Cancel);
        }

        await Store.Changes.SetEnabledAsync(Actors.Administrator, off, 1, enabled: false, Cancel);

        var plan = await PlanAsync(new FindQuery());

        // The resend that failed can be resent, but not what it resends.
        Assert.Equal([("CRM", 3), ("Shop", 1)], plan.Webhooks.Select(webhook => (webhook.Name, webhook.Deliveries.Count)));
        Assert.Equal(failed, plan.Webhooks[0].Deliveries.Take(2));
        Assert.Equal(delivered, plan.Webhooks[1].Deliveries);
        Assert.Equal((4, 1), (plan.Count, plan.Delivered));
        Assert.Equal(
            [
                new(LeftOutReason.Pending, 3), new(LeftOutReason.IsTest, 1), new(LeftOutReason.ContentRemoved, 1), new(LeftOutReason.AlreadyResent, 1), new(LeftOutReason.WebhookDisabled, 4, "Off"),
            ],
            plan.LeftOut);
    }

    [Fact]
    public async Task Only_pending_deliveries_can_be_cancelled()
    {
        var webhook = await WebhookAsync("CRM");
        var pending = await DeliveriesAsync(webhook, 2, DeliveryState.Pending);
        await DeliveriesAsync(webhook, 1, DeliveryState.Delivered);

        var plan = await PlanAsync(new FindQuery(), BulkActionKind.CancelDeliveries);

        Assert.Equal(pending, Assert.Single(plan.Webhooks).Deliveries);
        Assert.Equal([new(LeftOutReason.Ended, 1)], plan.LeftOut);
    }

    [Fact]
    public async Task Selected_rows_are_exactly_those()
    {
        var webhook = await WebhookAsync("CRM");
        var deliveries = await DeliveriesAsync(webhook, 5);

        var plan = await PlanAsync(new DeliveryChoice.Listed([deliveries[3], deliveries[1], deliveries[1], 4711]));

        Assert.Equal([deliveries[1], deliveries[3]], Assert.Single(plan.Webhooks).Deliveries);
        Assert.Empty(plan.LeftOut);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(null, 3)]
    [InlineData(DeliveryState.Failed, 1)]
    [InlineData(DeliveryState.Failed, 3)]
    public async Task All_that_match_are_found_in_every_order_of_the_search(DeliveryState? state, int webhooks)
    {
        var expected = new List<long>();
        for (var i = 0; i < webhooks; i++)
        {
            var webhook = await WebhookAsync($"Webhook {i}");
            await using var context = await Store.ContextAsync();
            var stored = new StoredEvent { EventId = Guid.NewGuid(), EventType = "CONVERSATION_CREATED", ReceivedAt = Store.Time.GetUtcNow(), Payload = "{}"u8.ToArray() };
            context.Add(stored);
            await context.SaveChangesAsync(Cancel);
            context.Add(new StoredEventSubject { Subject = SubjectKey.Conversation(7).Value, EventKey = stored.Id });
            var added = Enumerable.Range(0, 2_345).Select(n => new Delivery
            {
                EventKey = stored.Id,
                SubscriptionId = webhook,
                EventType = stored.EventType,
                State = DeliveryState.Failed,
                DueAt = stored.ReceivedAt,

                // Many at the same time.
                CreatedAt = stored.ReceivedAt.AddSeconds(-n / 10),
            }).ToList();
            context.AddRange(added);
            await context.SaveChangesAsync(Cancel);
            expected.AddRange(added.Select(delivery => delivery.Id));
        }

        foreach (var query in new[] { new FindQuery { State = state }, new FindQuery { State = state, IsTest = false }, new FindQuery { State = state, Term = SearchTerm.Read("7") }, new FindQuery { State = state, EventType = "CONVERSATION_CREATED" } })
        {
            var plan = await PlanAsync(query);

            // One of the deliveries has the number 7 too.
            Assert.Equal(expected.Order(), plan.Webhooks.SelectMany(webhook => webhook.Deliveries).Order());
        }
    }

    [Fact]
    public async Task Only_administrators_may_ask() =>
        Assert.IsType<DeliveryPlanResult.Forbidden>(await Store.Service<DeliveryPlanner>().PlanAsync(Actors.Support, BulkActionKind.ResendDeliveries, new DeliveryChoice.Matching(new FindQuery()), cancel: Cancel));

    private Task<Guid> WebhookAsync(string name) => Store.CreateWebhookAsync(draft => draft.Name = name);
}

[OnPostgres]
public sealed class DeliveryPlannerTestsOnPostgres : DeliveryPlannerTests;
