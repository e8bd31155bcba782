using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Dixa.Webhooks.Bench.History;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>What the operations of the REST API read, except the list of deliveries.</summary>
internal static class ApiReads
{
    public static IEnumerable<Read> Of(IServiceProvider provider, ReadsSample sample, CancellationToken cancel)
    {
        var (models, webhooks) = (provider.GetRequiredService<WebhookApiQueries>(), provider.GetRequiredService<WebhookQueries>());
        var (log, search) = (provider.GetRequiredService<DeliveryLog>(), provider.GetRequiredService<DeliverySearch>());
        return
        [
            new("API listWebhooks", () => models.ListAsync(Actor.System, cancel)),
            new("API getWebhook", () => models.FindAsync(Actor.System, sample.Busy, cancel)),
            new("API getDeliveryStatus", async () =>
            {
                await webhooks.FindAsync(sample.Busy, cancel);
                await log.LastAttemptsAsync(sample.Busy, cancel);
            }),
            new("API getDeliveryLog", () => LogAsync(sample.Busy, sample.Middle.EventType)),
            new("API getDeliveryLog of a rare event type", () => LogAsync(sample.Busy, ReadsHistory.Rare.Fqn)),
            new("API getDeliveryLog of the quiet webhook", () => LogAsync(sample.Quiet, sample.Middle.EventType)),
            new("API getDelivery", () => search.DetailsAsync(sample.Busy, sample.Failed, cancel)),
        ];

        async Task LogAsync(Guid id, string type)
        {
            await webhooks.FindAsync(id, cancel);
            await log.RecentAsync(id, type, cancel);
        }
    }
}
