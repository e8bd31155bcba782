using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>Ten misbehaving receivers, each with its own webhook in the same application.</summary>
public sealed class TenBadReceiversTests
{
    [Fact]
    public async Task Each_failure_is_recorded_with_its_class_and_deliveries_to_a_healthy_webhook_continue()
    {
        var bad = BadEndpoints.Names.Select(BadEndpoints.Open).ToList();
        await using var healthy = await Receiver.StartAsync();
        var webhooks = new Dictionary<Guid, BadEndpoint>();
        var healthyWebhook = Guid.Empty;
        await using var app = await AppProcess.StartAsync(
            async store =>
            {
                foreach (var endpoint in bad)
                {
                    webhooks[await store.CreateWebhookAsync(draft => draft.Url = endpoint.Url)] = endpoint;
                }

                healthyWebhook = await store.CreateWebhookAsync(draft => draft.Url = healthy.Url.ToString());
            },
            ("Dispatch:RequestTimeout", "00:00:02.5"));

        await app.PublishAsync(Publishing.Event());
        await healthy.ReceivesAsync(1);
        await app.PublishAsync(Publishing.Event());
        await healthy.ReceivesAsync(2);
        await app.RecordsAsync(2 * (bad.Count + 1));

        var attempts = await app.AttemptsAsync();
        Assert.Equal([200, 200], attempts.Where(attempt => attempt.Webhook == healthyWebhook).Select(attempt => attempt.StatusCode));
        Assert.All(webhooks, webhook => Assert.Equal(
            [(webhook.Value.StatusCode, webhook.Value.Failure), (webhook.Value.StatusCode, webhook.Value.Failure)],
            attempts.Where(attempt => attempt.Webhook == webhook.Key).Select(attempt => (attempt.StatusCode, attempt.Failure))));

        // No redirect was followed and nothing was retried before the retry delay. A request lost on a closed connection was sent once more.
        Assert.All(bad.Where(endpoint => endpoint.Endpoint is not null), endpoint => Assert.InRange(endpoint.Endpoint!.Requests, 2, 3));
        foreach (var endpoint in bad)
        {
            await endpoint.DisposeAsync();
        }
    }
}
