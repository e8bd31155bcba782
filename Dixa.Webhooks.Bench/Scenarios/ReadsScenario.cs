using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Traffic;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>
/// The screens' queries on one webhook with a million deliveries, among a thousand webhooks. Each figure covers everything that a page or
/// a part of it reads, with the application's own classes: the time to its first content, without rendering.
/// </summary>
internal static class ReadsScenario
{
    private const double BarMilliseconds = 300;

    public static async IAsyncEnumerable<Measurement> RunAsync(RunOptions run, int deliveries, int webhooks, int times, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var store = new BenchStore();

        // One webhook gets all events. The others subscribe to other types.
        var endpoint = new Uri("http://127.0.0.1:9/");
        await store.FillAsync(
            Enumerable.Range(0, webhooks).Select(number => new BenchWebhook(new Uri(endpoint, $"/{number}"), number == 0 ? BenchEvents.Type : BenchEvents.Others[number % BenchEvents.Others.Count])),
            new BenchEvents(run.Seed, run.PayloadBytes),
            deliveries,
            cancel);
        BenchHistory.Make(store, deliveries);

        await using var provider = store.Services().AddSingleton(TimeProvider.System).AddRecording().AddSubscriptions().BuildServiceProvider();
        await provider.OpenStoreAsync();
        foreach (var (name, read) in await ReadsAsync(provider, deliveries, cancel))
        {
            yield return await MeasureAsync(string.Create(CultureInfo.InvariantCulture, $"reads over {deliveries:N0} deliveries, {name}"), read, times, cancel);
        }
    }

    private static async Task<IReadOnlyList<(string Name, Func<Task> Read)>> ReadsAsync(IServiceProvider provider, int deliveries, CancellationToken cancel)
    {
        var contexts = provider.GetRequiredService<IDbContextFactory<WebhooksDbContext>>();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (middle, failed) = (deliveries / 2, (deliveries / 400 * 200) + 7);
        var some = await context.Deliveries.AsNoTracking().SingleAsync(delivery => delivery.Id == middle, cancel);
        var (id, type) = (some.SubscriptionId, some.EventType);
        var eventId = await context.Events.Where(stored => stored.Id == some.EventKey).Select(stored => stored.EventId).SingleAsync(cancel);

        var search = provider.GetRequiredService<DeliverySearch>();
        var (history, attempts) = (provider.GetRequiredService<DeliveryHistory>(), provider.GetRequiredService<AttemptHistory>());
        var (outcomes, overview, activity) = (
            provider.GetRequiredService<OutcomeHistory>(), provider.GetRequiredService<WebhookSearch>(), provider.GetRequiredService<ActivityHistory>());
        var all = new DeliveryQuery();
        return
        [
            ("overview", () => overview.FindAsync(WebhookQuery.Default, cancel)),
            ("overview by success rate", () => overview.FindAsync(WebhookQuery.Default with { Sort = WebhookSort.SuccessRate }, cancel)),
            ("overview, failing, searched", () => overview.FindAsync(WebhookQuery.Default with { Search = "bench 9", Filter = WebhookFilter.Failing }, cancel)),
            ("details", async () =>
            {
                await using var page = await contexts.CreateDbContextAsync(cancel);
                await page.Subscriptions.AsNoTracking().SingleAsync(webhook => webhook.Id == id, cancel);
                await history.StatusesAsync(id, cancel);
                await outcomes.HoursAsync(id, 24, cancel);
            }),
            ("charts of 30 days", () => outcomes.HoursAsync(id, 720, cancel)),
            ("last 50 of an event type", () => history.RecentAsync(id, type, cancel)),
            ("deliveries", () => search.FindAsync(id, all, cancel)),
            ("deliveries, a page in the middle", () => search.FindAsync(id, all with { After = new DeliveryPosition(some.CreatedAt, some.Id) }, cancel)),
            ("deliveries, pending", () => search.FindAsync(id, all with { State = DeliveryState.Pending }, cancel)),
            ("deliveries, failed", () => search.FindAsync(id, all with { State = DeliveryState.Failed }, cancel)),
            ("deliveries, cancelled (none)", () => search.FindAsync(id, all with { State = DeliveryState.Cancelled }, cancel)),
            ("deliveries, failed of a type in a week", () => search.FindAsync(
                id, all with { State = DeliveryState.Failed, EventType = type, Since = some.CreatedAt, Until = some.CreatedAt.AddDays(7) }, cancel)),
            ("deliveries, an event id", () => search.FindAsync(id, all with { EventId = eventId }, cancel)),
            ("delivery page", async () =>
            {
                await search.DetailsAsync(id, failed, cancel);
                await attempts.OfAsync(Actor.System, id, failed, cancel);
            }),
            ("activity", () => activity.FindAsync(id, cancel: cancel)),
        ];
    }

    private static async Task<Measurement> MeasureAsync(string name, Func<Task> read, int times, CancellationToken cancel)
    {
        // The first run compiles the query, once per process. The note has its duration.
        var started = Stopwatch.GetTimestamp();
        await read();
        var first = Stopwatch.GetElapsedTime(started);
        var ticks = new List<long>(times);
        for (var time = 0; time < times; time++)
        {
            cancel.ThrowIfCancellationRequested();
            started = Stopwatch.GetTimestamp();
            await read();
            ticks.Add(Stopwatch.GetTimestamp() - started);
        }

        var measured = new Percentiles(ticks);
        return new Measurement($"{name}, p95", measured.P95, "ms")
        {
            Bar = Bar.AtMost(BarMilliseconds),
            Note = string.Create(CultureInfo.InvariantCulture, $"{measured}; first {first.TotalMilliseconds:0.0} ms"),
        };
    }
}
