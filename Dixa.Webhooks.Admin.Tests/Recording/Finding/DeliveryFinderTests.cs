using System.Text;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording.Finding;

public class DeliveryFinderTests : StoreTest
{
    private const int Events = 120;

    private static readonly string[] Types = ["CONVERSATION_CREATED", "CONVERSATION_CLOSED", "CONVERSATION_TAG_ADDED"];
    private static readonly string[] Terms = ["", "4711", "4712", "freja@example.com", "FREJA@Example.com", "+4520123456", "d2f00d11-1111-4111-8111-00000000beef", "203.0.113.7", "crm", "tag added", "conversation", "CONVERSATION_CLOSED", "nothing"];
    private static readonly string[] Outcomes = ["200", "503", "5xx", "3xx", "Timeout", "dns"];

    private readonly List<Delivery> _deliveries = [];
    private readonly Dictionary<long, HashSet<SubjectKey>> _subjects = [];
    private readonly Dictionary<Guid, string> _webhooks = [];

    private DeliveryFinder Finder => Store.Service<DeliveryFinder>();

    public static TheoryData<int> Seeds => [1, 2, 3, Random.Shared.Next()];

    [Theory]
    [MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public async Task Any_search_of_a_random_history_finds_exactly_what_matches_newest_first(int seed)
    {
        var random = new Random(seed);
        await FillAsync(random);
        var found = 0;
        for (var i = 0; i < 150; i++)
        {
            var query = Query(random);
            var expected = Expected(query);

            var pages = await PagesAsync(query);

            Assert.All(pages.Take(pages.Count - 1), page => Assert.True(page.Rows.Count == query.Limit || page.SearchedBackTo is not null, $"{query}"));
            Assert.Equal(expected, pages.SelectMany(page => page.Rows).Select(row => row.Record.Delivery.Id));
            found += expected.Count;
            if (await Finder.CountAsync(query, Cancel) is { Value: { } count } counted)
            {
                Assert.Equal((expected.Count, false), ((int)count, counted.IsMore));
            }
            else
            {
                Assert.True(query.ComparesRows, $"{query}");
            }
        }

        Assert.InRange(found, 500, int.MaxValue);
    }

    [Fact]
    public async Task A_row_has_the_names_of_its_webhook_and_conversation()
    {
        var webhook = await Store.CreateWebhookAsync(draft => draft.Name = "CRM");
        var delivery = await Store.DeliveryAsync(webhook, payload: """{"data":{"conversation":{"csid":4711}}}""");

        var row = Assert.Single((await Finder.FindAsync(new FindQuery(), Cancel)).Rows);

        Assert.Equal((delivery, "CRM", 4711), (row.Record.Delivery.Id, row.WebhookName, row.Conversation));
    }

    [Fact]
    public async Task What_comes_before_a_delivery_is_counted_and_shown_rows_are_refreshed()
    {
        var (crm, shop) = (await Store.CreateWebhookAsync(), await Store.CreateWebhookAsync());
        var first = await Store.DeliveryAsync(crm);
        var shown = (await Finder.FindAsync(new FindQuery(), Cancel)).Rows;
        Assert.Equal(0, await Finder.CountBeforeAsync(new FindQuery(), first, Cancel));

        Store.Time.Advance(TimeSpan.FromSeconds(1));
        await Store.DeliveryAsync(crm);
        await Store.DeliveryAsync(shop);
        await Store.StateAsync(first, DeliveryState.Delivered);

        Assert.Equal(2, await Finder.CountBeforeAsync(new FindQuery(), first, Cancel));
        Assert.Equal(1, await Finder.CountBeforeAsync(new FindQuery { WebhookId = crm }, first, Cancel));
        var row = Assert.Single(await Finder.RefreshAsync(shown, Cancel));
        Assert.Equal((first, DeliveryState.Delivered), (row.Record.Delivery.Id, row.Record.Delivery.State));
    }

    [Fact]
    public async Task An_event_is_found_by_its_id()
    {
        var delivery = await Store.DeliveryAsync(await Store.DeliveryAsync(await Store.CreateWebhookAsync()));
        await using var context = await Store.ContextAsync();
        var id = await context.Events.Where(stored => stored.Id == delivery.EventKey).Select(stored => stored.EventId).SingleAsync(Cancel);

        var page = await Finder.FindAsync(new FindQuery { Term = SearchTerm.Read($" {id.ToString().ToUpperInvariant()}\n") }, Cancel);

        Assert.Equal([delivery.Id], page.Rows.Select(row => row.Record.Delivery.Id));
        Assert.Equal(new FoundCount(1, IsMore: false), await Finder.CountAsync(new FindQuery { Term = SearchTerm.Read($"{id}") }, Cancel));
    }

    [Fact]
    public async Task A_webhook_is_found_by_its_id()
    {
        var (webhook, other) = (await Store.CreateWebhookAsync(), await Store.CreateWebhookAsync());
        var delivery = await Store.DeliveryAsync(webhook);
        await Store.DeliveryAsync(other);
        var query = new FindQuery { Term = SearchTerm.Read($"{webhook:N}") };

        Assert.Equal([delivery], (await Finder.FindAsync(query, Cancel)).Rows.Select(row => row.Record.Delivery.Id));
        Assert.Empty((await Finder.FindAsync(query with { WebhookId = other }, Cancel)).Rows);
    }

    [Theory]
    [InlineData("ConversationRated", "", "CONVERSATION_RATED")]
    [InlineData("conversation rated", "", "CONVERSATION_RATED")]
    [InlineData("conversation pending", "", "CONVERSATION_PENDING")]
    [InlineData("pending", "", "CONVERSATION_PENDING CONVERSATION_PENDING_EXPIRED")]
    [InlineData("conversationrated to bi", "ConversationRated to BI", "")]
    [InlineData("to bi", "ConversationRated to BI", "")]
    [InlineData("no such name", "", "")]
    public async Task An_exact_name_wins_over_a_part_of_one(string text, string webhooks, string types)
    {
        await Store.CreateWebhookAsync(draft => draft.Name = "ConversationRated to BI");

        var named = await Finder.NamedAsync(text, Cancel);

        Assert.Equal((webhooks, types), (string.Join(' ', named.Webhooks.Select(webhook => webhook.Name)), string.Join(' ', named.EventTypes.Select(type => type.Fqn).Where(IsOfTheGuide))));

        static bool IsOfTheGuide(string fqn) => !fqn.StartsWith("SLA_", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_that_are_not_in_the_index_yet_are_counted()
    {
        await Store.DeliveryAsync(await Store.CreateWebhookAsync());
        Assert.Equal(0, await Finder.UnindexedEventsAsync(Cancel));

        await Store.ExecuteAsync("UPDATE store SET unindexed_events = 1");

        Assert.Equal(1, await Finder.UnindexedEventsAsync(Cancel));
    }

    [Theory]
    [InlineData("4711", FindOrder.Creation)]
    [InlineData("crm", FindOrder.Event)]
    [InlineData("", FindOrder.Event)]
    public void A_page_of_a_search_with_another_order_is_detected(string term, FindOrder order)
    {
        var query = new FindQuery { Term = SearchTerm.Read(term), After = new FindPosition(order, 1, 1) };

        Assert.True(query.IsPageOfAnotherSearch);
        Assert.False((query with { After = query.After with { By = order is FindOrder.Event ? FindOrder.Creation : FindOrder.Event } }).IsPageOfAnotherSearch);
    }

    [Theory]
    [InlineData("e")]
    [InlineData("e1")]
    [InlineData("x1-2")]
    [InlineData("c1-2-3")]
    [InlineData("c-1-2")]
    [InlineData("c9223372036854775807-1")]
    public void A_text_that_is_not_a_position_is_none(string text) => Assert.Null(FindPosition.Read(text));

    [Theory]
    [InlineData(FindOrder.Event)]
    [InlineData(FindOrder.Creation)]
    public void A_position_is_read_back(FindOrder order) => Assert.Equal(new FindPosition(order, 42, 7), FindPosition.Read(new FindPosition(order, 42, 7).ToString()));

    private async Task<List<FoundPage>> PagesAsync(FindQuery query)
    {
        List<FoundPage> pages = [await Finder.FindAsync(query, Cancel)];
        while (pages[^1].Next is { } next)
        {
            pages.Add(await Finder.FindAsync(query with { After = FindPosition.Read(next.ToString()) }, Cancel));
        }

        return pages;
    }

    private FindQuery Query(Random random) => new()
    {
        Term = SearchTerm.Read(Terms[random.Next(Terms.Length)]),
        WebhookId = random.Next(4) == 0 ? _webhooks.Keys.ElementAt(random.Next(_webhooks.Count)) : null,
        EventType = random.Next(4) == 0 ? Types[random.Next(Types.Length)] : null,
        State = random.Next(3) == 0 ? (DeliveryState)random.Next(4) : null,
        Outcome = random.Next(4) == 0 ? OutcomeFilter.Read(Outcomes[random.Next(Outcomes.Length)]) : null,
        IsTest = random.Next(5) == 0 ? random.Next(2) == 0 : null,
        Since = random.Next(4) == 0 ? Start.AddMinutes(random.Next(Events)) : null,
        Until = random.Next(4) == 0 ? Start.AddMinutes(random.Next(Events)) : null,
        Limit = random.Next(1, 12),
    };

    private DateTimeOffset Start => Store.Time.GetUtcNow().AddDays(-1);

    /// <summary>The keys of what matches, by a plain reading of the rules.</summary>
    private List<long> Expected(FindQuery query)
    {
        var matching = _deliveries.Where(query.Matches).Where(delivery => query.Term switch
        {
            null => true,
            SearchTerm.Name { Text: "crm" } => _webhooks[delivery.SubscriptionId].StartsWith("CRM", StringComparison.Ordinal),
            SearchTerm.Name { Text: "tag added" } => delivery.EventType == Types[2],
            SearchTerm.Name { Text: "conversation" } => true,
            SearchTerm.Name { Text: "CONVERSATION_CLOSED" } => delivery.EventType == Types[1],
            SearchTerm.Name => false,
            var term => term.Subjects.Any(_subjects[delivery.EventKey].Contains),
        });
        var byEvent = query.Term is not (null or SearchTerm.Name);
        return [.. matching.OrderByDescending(delivery => byEvent ? delivery.EventKey : delivery.CreatedAt.UtcTicks).ThenByDescending(delivery => delivery.Id).Select(delivery => delivery.Id)];
    }

    private async Task FillAsync(Random random)
    {
        foreach (var name in (string[])["CRM sales", "Analytics", "CRM support"])
        {
            _webhooks.Add(await Store.CreateWebhookAsync(draft => draft.Name = name), name);
        }

        var events = Enumerable.Range(0, Events).Select(minute => new StoredEvent
        {
            EventId = Guid.NewGuid(),
            EventType = Types[random.Next(Types.Length)],
            ReceivedAt = Start.AddMinutes(minute),
            Payload = Encoding.UTF8.GetBytes("{}"),
        }).ToArray();
        await Store.StoreAsync(events);
        SubjectKey[] known = [.. Terms.Select(SearchTerm.Read).SelectMany(term => term?.Subjects ?? [])];
        foreach (var stored in events)
        {
            _subjects.Add(stored.Id, [.. known.Where(_ => random.Next(3) == 0)]);
            await Store.StoreAsync([.. _subjects[stored.Id].Select(subject => new StoredEventSubject { Subject = subject.Value, EventKey = stored.Id })]);
        }

        _deliveries.AddRange(events.SelectMany(stored => _webhooks.Keys.Where(_ => random.Next(3) > 0).Select(webhook => Delivery(random, stored, webhook))).OrderBy(delivery => delivery.CreatedAt));
        await Store.StoreAsync([.. _deliveries]);
    }

    private static Delivery Delivery(Random random, StoredEvent stored, Guid webhook)
    {
        var state = (DeliveryState)random.Next(4);

        // A few are resends.
        var createdAt = random.Next(6) == 0 ? stored.ReceivedAt.AddMinutes(random.Next(60)) : stored.ReceivedAt;
        var failure = state is DeliveryState.Delivered || random.Next(2) == 0 ? default(FailureClass?) : random.Next(2) == 0 ? FailureClass.Timeout : FailureClass.Dns;
        return new Delivery
        {
            EventKey = stored.Id,
            SubscriptionId = webhook,
            EventType = stored.EventType,
            State = state,
            CreatedAt = createdAt,
            DueAt = createdAt,
            LastAttemptAt = createdAt,
            LastStatusCode = failure is not null ? null : state is DeliveryState.Delivered ? (random.Next(4) == 0 ? 302 : 200) : 500 + random.Next(4),
            LastFailure = failure,
            IsTest = random.Next(8) == 0,
        };
    }
}

[OnPostgres]
public sealed class DeliveryFinderTestsOnPostgres : DeliveryFinderTests;
