using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The real process with webhooks that have a huge backlog or that hang.</summary>
public sealed class FairnessTests
{
    private const int Backlog = 1_000_000;
    private const int Hanging = 50;

    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_lane_with_a_million_due_deliveries_does_not_delay_another_lane()
    {
        await using var busy = await EventReceiver.StartAsync();
        await using var other = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(async store =>
        {
            var webhook = await store.CreateWebhookAsync(draft => (draft.Url, draft.Events) = (busy.Url, ["CONVERSATION_CREATED"]));
            await store.CreateWebhookAsync(draft => (draft.Url, draft.Events) = (other.Url, ["CONVERSATION_CLOSED"]));
            await store.BacklogAsync(webhook, Backlog);
        });
        await busy.ReceivesAsync(1_000);

        await app.PublishAsync(1, "CONVERSATION_CLOSED");
        await other.ReceivesAsync(1, MaxDelay);
        Assert.InRange(busy.Requests, 1_000, Backlog - 1);

        // The busy lane continues too.
        await busy.ReceivesAsync(busy.Requests + 1_000);
    }

    [Fact]
    public async Task More_hanging_webhooks_than_workers_do_not_delay_a_healthy_one()
    {
        await using var hanging = await EventReceiver.StartAsync();
        hanging.Hold();
        await using var healthy = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(
            async store =>
            {
                for (var i = 0; i < Hanging; i++)
                {
                    await store.CreateWebhookAsync(draft => (draft.Url, draft.Events) = (hanging.Url, ["CONVERSATION_CREATED"]));
                }

                await store.CreateWebhookAsync(draft => (draft.Url, draft.Events) = (healthy.Url, ["CONVERSATION_CREATED", "CONVERSATION_CLOSED"]));
            },
            ("Dispatch:Workers", "4"));

        await app.PublishAsync(100);
        await healthy.ReceivesAsync(100, MaxDelay);
        await hanging.ReceivesAsync(Hanging * 16);
        for (var events = 101; events <= 110; events++)
        {
            await app.PublishAsync(1, "CONVERSATION_CLOSED");
            await healthy.ReceivesAsync(events, MaxDelay);
        }

        Assert.Equal(Hanging * 16, hanging.Requests);
    }
}
