using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Dixa.Webhooks.Bench.History;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>What the screens read.</summary>
internal static class ScreenReads
{
    public static IEnumerable<Read> Of(IServiceProvider provider, ReadsSample sample, CancellationToken cancel)
    {
        var (webhooks, overview, search) = (
            provider.GetRequiredService<WebhookQueries>(), provider.GetRequiredService<WebhookSearch>(), provider.GetRequiredService<DeliverySearch>());
        var (history, attempts, outcomes) = (
            provider.GetRequiredService<DeliveryHistory>(), provider.GetRequiredService<AttemptHistory>(), provider.GetRequiredService<OutcomeHistory>());
        var (pending, activity) = (provider.GetRequiredService<PendingDeliveryCounter>(), provider.GetRequiredService<AuditSearch>());
        var busy = sample.Busy;
        return
        [
            new("overview", () => overview.FindAsync(WebhookQuery.Default, cancel)),
            new("overview by success rate", () => overview.FindAsync(WebhookQuery.Default with { Sort = WebhookSort.SuccessRate }, cancel)),
            new("overview by last delivery", () => overview.FindAsync(WebhookQuery.Default with { Sort = WebhookSort.LastDelivery }, cancel)),
            new("overview, failing, searched", () => overview.FindAsync(WebhookQuery.Default with { Search = "bench 9", Filter = WebhookFilter.Failing }, cancel)),
            new("details", async () =>
            {
                await webhooks.FindAsync(busy, cancel);
                await history.StatusesAsync(busy, cancel);
                await outcomes.HoursAsync(busy, 24, cancel);
            }),
            new("charts of 30 days", () => outcomes.HoursAsync(busy, 720, cancel)),
            new("last 50 of an event type", () => history.RecentAsync(busy, sample.Middle.EventType, cancel)),
            new("last 50 of a rare event type", () => history.RecentAsync(busy, ReadsHistory.Rare.Fqn, cancel)),
            new("deliveries", () => search.FindAsync(busy, new DeliveryQuery(), cancel)),
            new("delivery page", async () =>
            {
                await search.DetailsAsync(busy, sample.Failed, cancel);
                await attempts.OfAsync(Actor.System, busy, sample.Failed, cancel);
                await history.SentAgainAsync(busy, sample.Failed, cancel);
            }),
            new("pending deliveries before disabling", () => pending.CountAsync(busy, cancel)),
            new("subscribers of an event type", () => webhooks.SubscribersAsync(sample.Middle.EventType, cancel)),
            new("activity", () => activity.FindAsync(new AuditQuery { Target = $"{busy}" }, cancel)),
        ];
    }
}
