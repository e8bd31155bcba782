using System.Text;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Recording.Finding;

public class PayloadSearchTests : StoreTest
{
    private const string Type = "CONVERSATION_CREATED";
    private const string OtherType = "CONVERSATION_CLOSED";

    private DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task It_finds_every_match_newest_first_with_its_deliveries()
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Name = "CRM");
        var events = await StoreAsync(1_200, number => number % 400 == 0 ? "A Refund" : "Hello");
        await Store.StoreAsync(new Delivery { EventKey = events[800].Id, SubscriptionId = webhook, EventType = Type, State = DeliveryState.Failed, CreatedAt = Start });

        var reports = await SearchAsync(Query("refund"));

        Assert.Equal([events[800].EventId, events[400].EventId, events[0].EventId], Found(reports));
        Assert.Equal("CRM", Assert.Single(reports.SelectMany(report => report.Found).First().Deliveries).WebhookName);
        Assert.Equal((1_200, 1.0, null, Start), (reports[^1].Searched, reports[^1].Fraction, reports[^1].Next, reports[^1].SearchedBackTo));
        Assert.InRange(reports.Count, 3, 4);
        Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
    }

    [Fact]
    public async Task It_stops_after_50_matches_and_continues_there()
    {
        var events = await StoreAsync(120, _ => "A refund");

        var first = await SearchAsync(Query("refund"));
        var second = await SearchAsync(Query("refund"), first[^1].Next);
        var third = await SearchAsync(Query("refund"), second[^1].Next);

        Assert.Equal(events.Reverse().Select(stored => stored.EventId), [.. Found(first), .. Found(second), .. Found(third)]);
        Assert.Equal((50, 50, 20), (Found(first).Count, Found(second).Count, Found(third).Count));
        Assert.Null(third[^1].Next);
    }

    [Fact]
    public async Task A_time_span_and_an_event_type_restrict_it()
    {
        var events = await StoreAsync(100, _ => "A refund", number => number % 2 == 0 ? Type : OtherType);

        var found = Found(await SearchAsync(Query("refund") with { EventType = OtherType, Since = Start.AddMinutes(10), Until = Start.AddMinutes(20) }));

        Assert.Equal([19, 17, 15, 13, 11], found.Select(id => Array.FindIndex(events, stored => stored.EventId == id)));
        Assert.Empty(Found(await SearchAsync(Query("refund") with { Since = Start.AddDays(1) })));
        Assert.Empty(Found(await SearchAsync(Query("refund") with { Until = Start })));
    }

    [Fact]
    public async Task Removed_content_is_not_found_and_gaps_are_passed()
    {
        var old = await StoreAsync(1, _ => "A refund");
        await Store.StoreAsync(Event(3_000_000, "A refund", Start.AddDays(1)), Event(3_000_001, "A refund", Start.AddDays(1), removed: Start.AddDays(2)));

        var reports = await SearchAsync(Query("refund"));

        Assert.Equal((2, 2), (Found(reports).Count, reports[^1].Searched));
        Assert.Equal(old[0].EventId, Found(reports)[^1]);
        Assert.InRange(reports.Count, 1, 5);
    }

    [Fact]
    public async Task It_can_be_cancelled()
    {
        await StoreAsync(1_200, _ => "Hello");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var report in Store.Service<PayloadSearch>().SearchAsync(Query("refund"), null, cancel.Token))
            {
                Assert.InRange(report.Searched, 1, 600);
                await cancel.CancelAsync();
            }
        });
        Assert.Empty(Found(await SearchAsync(Query("refund"))));
    }

    [Fact]
    public async Task An_empty_history_ends_at_once()
    {
        var report = Assert.Single(await SearchAsync(Query("refund")));

        Assert.Equal((0, 1.0, null), (report.Searched, report.Fraction, report.Next));
    }

    private static PayloadQuery Query(string text) => new(SearchedText.Read(text)!, null, null, null);

    private static List<Guid> Found(IEnumerable<PayloadProgress> reports) => [.. reports.SelectMany(report => report.Found).Select(found => found.EventId)];

    private static StoredEvent Event(long key, string text, DateTimeOffset at, string type = Type, DateTimeOffset? removed = null) => new()
    {
        Id = key,
        EventId = Guid.NewGuid(),
        EventType = type,
        ReceivedAt = at,
        RemovedAt = removed,
        Removal = removed is null ? null : ContentRemoval.Erasure,
        Payload = Encoding.UTF8.GetBytes($$$"""{"data":{"text":"{{{text}}}"}}"""),
    };

    private async Task<StoredEvent[]> StoreAsync(int count, Func<int, string> text, Func<int, string>? type = null)
    {
        var events = Enumerable.Range(0, count).Select(number => Event(number + 1, text(number), Start.AddMinutes(number), type?.Invoke(number) ?? Type)).ToArray();
        await Store.StoreAsync(events);
        return events;
    }

    private async Task<List<PayloadProgress>> SearchAsync(PayloadQuery query, long? before = null)
    {
        var reports = new List<PayloadProgress>();
        await foreach (var report in Store.Service<PayloadSearch>().SearchAsync(query, before, Cancel))
        {
            reports.Add(report);
        }

        return reports;
    }
}

[OnPostgres]
public sealed class PayloadSearchTestsOnPostgres : PayloadSearchTests;
