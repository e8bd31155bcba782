using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording.Finding;
using Dixa.Webhooks.Bench.History;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>What the search over all webhooks reads for each kind of term, with the count next to it.</summary>
internal static class FindReads
{
    private const int Million = 1_000_000;
    private const double BarMilliseconds = 50;
    private const double LongHistoryBarMilliseconds = 300;

    /// <summary>A filter that no index has reads the events of the key one after the other, and stops after a second to show what it has found.</summary>
    private const double SearchBarMilliseconds = 1_100;

    public static IEnumerable<Read> Of(IServiceProvider provider, ReadsSample sample, CancellationToken cancel)
    {
        var (finder, events) = (provider.GetRequiredService<DeliveryFinder>(), provider.GetRequiredService<EventFinder>());
        return
        [
            Find("nothing", new FindQuery()),
            Find("a conversation", Term(ReadsSubjects.Conversation)),
            Find("an e-mail address in every hundredth event", Term(ReadsSubjects.Email)),
            Find("a phone number in every hundredth event", Term(ReadsSubjects.Phone)),
            Find("a user in every hundredth event", Term(ReadsSubjects.User)),
            Find("an event id", Term($"{sample.EventId}")),
            Find("a delivery", Term($"{sample.Failed}")),
            Find("a webhook's name", Term("bench")),
            Find("failed deliveries", new FindQuery { State = DeliveryState.Failed }),
            Find("an e-mail address and failed deliveries", Term(ReadsSubjects.Email) with { State = DeliveryState.Failed }) with { BarMilliseconds = SearchBarMilliseconds },
            Find("status 503", new FindQuery { Outcome = OutcomeFilter.Read("503") }),
            new("find the timeline of a user", () => events.TimelineAsync(SearchTerm.Read(ReadsSubjects.User)!, null, cancel)),
            new("find an event", () => events.FindAsync(sample.EventId, cancel)),
        ];

        static FindQuery Term(string text) => new() { Term = SearchTerm.Read(text) };

        Read Find(string name, FindQuery query) => new($"find {name}", async () =>
        {
            await finder.FindAsync(query, cancel);
            await finder.CountAsync(query, cancel);
        })
        { BarMilliseconds = sample.Deliveries <= Million ? BarMilliseconds : LongHistoryBarMilliseconds };
    }
}
