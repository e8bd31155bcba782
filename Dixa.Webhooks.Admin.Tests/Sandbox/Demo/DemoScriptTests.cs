using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Sandbox.Demo;

public sealed class DemoScriptTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly string[] AfterTheEnd = ["CONVERSATION_OPEN", "CONVERSATION_RATED"];

    [Fact]
    public void Every_type_occurs_early() =>
        Assert.All(Enumerable.Range(1, 200), seed => Assert.InRange(UntilAllWerePlayed(seed), EventCatalogue.All.Count, 150));

    [Fact]
    public void The_same_seed_produces_the_same_script_and_another_seed_another_one()
    {
        Assert.Equal(Texts(7), Texts(7));
        Assert.NotEqual(Texts(7), Texts(8));

        static List<string> Texts(int seed) => [.. Play(seed, 300).Select(happening => Encoding.UTF8.GetString(happening.ToRequest()))];
    }

    [Fact]
    public void Every_event_matches_its_schema_and_is_accepted()
    {
        foreach (var happening in Play(11, 2_000))
        {
            Assert.Empty(SchemaCheck.Errors(JsonSerializer.SerializeToElement(happening.Type.Data.Schema), JsonElement.Parse(happening.Data)));
            var read = EventReader.Read(happening.ToRequest(), new Organization(Guid.NewGuid(), "Dixa"), IngestValidation.Strict, Start, out var rejection);
            Assert.True(read is not null, rejection?.Message);
        }
    }

    [Fact]
    public void Several_conversations_are_interleaved()
    {
        var numbers = Play(5, 60).Select(Csid).OfType<long>().ToList();

        Assert.True(numbers.Zip(numbers.Skip(1)).Count(pair => pair.First != pair.Second) > 20);
        Assert.InRange(numbers.Take(20).Distinct().Count(), 2, DemoScript.AtOnce + 2);
    }

    [Fact]
    public void A_conversation_starts_with_created_and_ends_with_closed_and_its_status_matches()
    {
        foreach (var conversation in Play(13, 3_000).Where(happening => Csid(happening) is not null).GroupBy(Csid))
        {
            var events = conversation.ToList();
            var fqns = events.Select(happening => happening.Type.Fqn).ToList();
            Assert.Equal("CONVERSATION_CREATED", fqns[0]);
            Assert.Single(fqns, fqn => fqn == "CONVERSATION_CREATED");
            Assert.All(fqns.SkipWhile(fqn => fqn != "CONVERSATION_CLOSED").Skip(1).Take(1), next => Assert.Contains(next, AfterTheEnd));
            Assert.All(events, happening => Assert.Equal(Status(happening.Type.Fqn, happening), Conversation(happening).GetProperty("status").GetString()));
            Assert.All(events.Where(happening => happening.Type.Fqn == "CONVERSATION_ASSIGNED"), happening => Assert.Equal("Member", Conversation(happening).GetProperty("assignee").GetProperty("user_type").GetString()));
        }
    }

    [Fact]
    public void Times_are_the_times_of_the_demo()
    {
        var script = new DemoScript(new Random(3), 1);

        var first = script.Next(Start);

        Assert.Equal("2026-03-02T09:00:00.000Z", Conversation(first).GetProperty("created_at").GetString());
    }

    [Fact]
    public void A_rating_and_its_comment_are_two_events()
    {
        var ratings = Play(17, 2_000).Where(happening => happening.Type.Fqn == "CONVERSATION_RATED").Select(happening => JsonElement.Parse(happening.Data)).ToList();

        Assert.Contains(ratings, rating => rating.GetProperty("score").ValueKind is JsonValueKind.Number && rating.GetProperty("comment").ValueKind is JsonValueKind.Null);
        Assert.Contains(ratings, rating => rating.GetProperty("score").ValueKind is JsonValueKind.Null && rating.GetProperty("comment").ValueKind is JsonValueKind.String);
    }

    [Fact]
    public void No_placeholder_is_left_in_a_text() =>
        Assert.All(Play(19, 2_000), happening => Assert.DoesNotContain("{0}", Encoding.UTF8.GetString(happening.Data), StringComparison.Ordinal));

    private static List<DemoEvent> Play(int seed, int events)
    {
        var script = new DemoScript(new Random(seed), 1_000);
        return [.. Enumerable.Range(0, events).Select(i => script.Next(Start.AddSeconds(i)))];
    }

    private static int UntilAllWerePlayed(int seed)
    {
        var turns = Play(seed, 250).Select((happening, i) => (happening.Type.Fqn, Number: i + 1)).ToLookup(turn => turn.Fqn, turn => turn.Number);
        return EventCatalogue.All.Max(type => turns[type.Fqn].First());
    }

    private static JsonElement Conversation(DemoEvent happening) => JsonElement.Parse(happening.Data).GetProperty("conversation");

    private static long? Csid(DemoEvent happening) =>
        JsonElement.Parse(happening.Data).TryGetProperty("conversation", out var conversation) ? conversation.GetProperty("csid").GetInt64() : null;

    private static string? Status(string fqn, DemoEvent happening) => fqn switch
    {
        "CONVERSATION_CLOSED" or "CONVERSATION_RATED" or "CONVERSATION_ABANDONED" => "CLOSED",
        "CONVERSATION_PENDING" => "PENDING",
        "CONVERSATION_CREATED" or "CONVERSATION_OPEN" or "CONVERSATION_PENDING_EXPIRED" or "CONVERSATION_ASSIGNED" => "OPEN",
        _ => Conversation(happening).GetProperty("status").GetString(),
    };
}
