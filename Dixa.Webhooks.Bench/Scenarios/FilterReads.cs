using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Dixa.Webhooks.Bench.History;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>The first page of a webhook's deliveries with every combination of the filters that the REST API and the screen have.</summary>
internal static class FilterReads
{
    public static IEnumerable<Read> Of(IServiceProvider provider, ReadsSample sample, Guid webhook, CancellationToken cancel)
    {
        var (webhooks, search) = (provider.GetRequiredService<WebhookQueries>(), provider.GetRequiredService<DeliverySearch>());
        return Queries(sample).Select(one => new Read(one.Name, async () =>
        {
            await webhooks.FindAsync(webhook, cancel);
            await search.FindAsync(webhook, one.Query, cancel);
        }));
    }

    private static IEnumerable<(string Name, DeliveryQuery Query)> Queries(ReadsSample sample)
    {
        var all = new DeliveryQuery();
        var position = new DeliveryPosition(sample.Middle.CreatedAt, sample.Middle.Id);
        IEnumerable<(string, DeliveryQuery)> single =
        [
            ("the largest page", all with { Limit = DeliveryQuery.MaxPerPage }),
            ("a page in the middle", all with { After = position }),
            ("the page before it", all with { Before = position }),
            ("deliveryId", all with { DeliveryId = sample.Middle.Id }),
            ("eventId", all with { EventId = sample.EventId }),
            ("eventId and status Failed", all with { EventId = sample.EventId, State = DeliveryState.Failed }),
            ("an unknown eventId", all with { EventId = Guid.Empty }),
        ];
        return single.Concat(
            from state in States()
            from type in Types(sample)
            from time in Times()
            select ($"{state.Name}, {type.Name}, {time.Name}", all with { State = state.State, EventType = type.Type, Since = time.Since, Until = time.Until }));
    }

    private static IEnumerable<(string Name, DeliveryState? State)> States() =>
        [("any status", null), .. Enum.GetValues<DeliveryState>().Select(state => ($"{state}", (DeliveryState?)state))];

    private static IEnumerable<(string Name, string? Type)> Types(ReadsSample sample) =>
    [
        ("any event", null),
        ("the usual event", sample.Middle.EventType),
        ("an event that never failed", ReadsHistory.NeverFailed.Fqn),
        ("a rare event", ReadsHistory.Rare.Fqn),
    ];

    private static IEnumerable<(string Name, DateTimeOffset? Since, DateTimeOffset? Until)> Times()
    {
        var now = TimeProvider.System.GetUtcNow();
        return
        [
            ("any time", null, null),
            ("the last hour", now.AddHours(-1), null),
            ("a week in the middle", now.AddDays(-20), now.AddDays(-13)),
            ("the oldest day", null, now.AddDays(-29)),
        ];
    }
}
