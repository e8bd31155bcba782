using System.Net;
using System.Text.Json;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>Sending missed events through the API, to real receivers.</summary>
public sealed class ReplayApiTests(ApiApp api) : IClassFixture<ApiApp>
{
    private static string Since { get; } = TimeProvider.System.GetUtcNow().AddMinutes(-10).ToString("O");

    [Fact]
    public async Task Missed_events_are_counted_then_sent_once()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await api.CreateAsync(receiver.Url);
        await SwitchAsync(id, enabled: false);
        var from = TimeProvider.System.GetUtcNow().ToString("O");
        var events = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            events.Add(await api.PublishAsync());
        }

        await api.PublishAsync("CONVERSATION_RATED");
        var counted = (await ReplayAsync(id, $$"""{"since":"{{from}}","dryRun":true}""")).Expect(HttpStatusCode.OK).Data;
        Assert.Equal((3, 0, true), (counted.GetProperty("count").GetInt32(), counted.GetProperty("removed").GetInt32(), counted.GetProperty("dryRun").GetBoolean()));
        Assert.Equal("""[{"event":"ConversationCreated","count":3,"removed":0}]""", counted.GetProperty("byEvent").GetRawText());
        Assert.Equal(JsonValueKind.String, counted.GetProperty("earliest").ValueKind);

        await SwitchAsync(id, enabled: true);
        Assert.Empty(receiver.Requests);
        Assert.Equal(HttpStatusCode.NotFound, (await api.CallAsync("GET", $"/v1/webhooks/{id}/replay")).Status);
        var started = (await ReplayAsync(id, $$"""{"since":"{{from}}","events":["ConversationCreated","ConversationRated"],"perSecond":1000}""")).Expect(HttpStatusCode.Accepted).Data;
        Assert.Equal((4, false), (started.GetProperty("count").GetInt32(), started.GetProperty("dryRun").GetBoolean()));
        await receiver.ReceivesAsync(4);
        var replay = await EndsAsync(id);

        Assert.Equal(("Completed", 4, 4, 0, 1_000), (replay.GetProperty("status").GetString(), replay.GetProperty("count").GetInt32(), replay.GetProperty("sent").GetInt32(), replay.GetProperty("skipped").GetInt32(), replay.GetProperty("perSecond").GetInt32()));
        var again = (await ReplayAsync(id, $$"""{"since":"{{from}}","events":["ConversationCreated","ConversationRated"]}""")).Expect(HttpStatusCode.OK).Data;
        Assert.Equal((0, 0), (again.GetProperty("count").GetInt32(), again.GetProperty("byEvent").GetArrayLength()));
        Assert.Equal(4, receiver.Requests.Count);

        var deliveries = (await api.CallAsync("GET", $"/v1/webhooks/{id}/deliveries")).Data.EnumerateArray().ToList();
        Assert.All(deliveries, delivery => Assert.Equal(replay.GetProperty("id").GetString(), delivery.GetProperty("replayId").GetString()));
        Assert.Equal(events, deliveries.Where(delivery => delivery.GetProperty("event").GetString() == "ConversationCreated").Select(delivery => delivery.GetProperty("eventId").GetString()!).Reverse());
    }

    [Fact]
    public async Task A_delivery_that_no_replay_created_has_no_member_for_it()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await api.CreateAsync(receiver.Url);
        await api.PublishAsync();
        await api.DeliveriesAsync(id, "Delivered");

        Assert.False(Assert.Single((await api.CallAsync("GET", $"/v1/webhooks/{id}/deliveries")).Data.EnumerateArray()).TryGetProperty("replayId", out _));
    }

    [Theory]
    [InlineData("""{}""", "since: A time is required, for example 2026-03-01T12:00:00Z.")]
    [InlineData("""{"since":"2999-01-01T00:00:00Z"}""", "since: The time must not be in the future.")]
    [InlineData("""{"since":"2026-03-01T12:00:00Z","until":"2026-03-01T12:00:00Z"}""", "until: The end must be later than the start.")]
    [InlineData("""{"since":"2026-03-01T12:00:00Z","until":"2026-02-01T12:00:00Z"}""", "until: The end must be later than the start.")]
    [InlineData("""{"since":"2026-03-01T12:00:00Z","events":["CONVERSATION_CREATED"]}""", "events: \"CONVERSATION_CREATED\" is not an event. It must be one of ConversationCreated, ")]
    [InlineData("""{"since":"2026-03-01T12:00:00Z","events":[null]}""", "events: \"\" is not an event.")]
    [InlineData("""{"since":"2026-03-01T12:00:00Z","events":[]}""", "events: Choose at least one event.")]
    [InlineData("""{"since":"2026-03-01T12:00:00Z","perSecond":0}""", "perSecond: The rate must be between 1 and 1000 events per second.")]
    [InlineData("""{"since":"2026-03-01T12:00:00Z","perSecond":1001}""", "perSecond: The rate must be between 1 and 1000 events per second.")]
    [InlineData("""{"since":"2026-03-01T12:00:00Z","dryrun":true}""", "\"dryrun\" is not a member of this request. Did you mean \"dryRun\"?")]
    [InlineData("""{"since":"2026-03-01T12:00:00Z","filters":{}}""", "\"filters\" is not a member of this request.")]
    [InlineData("""{"since":"yesterday"}""", "Decoding failure in request: since must be a time, for example 2026-03-01T12:00:00Z.")]
    [InlineData("""{"since":1}""", "Decoding failure in request: since must be a time")]
    [InlineData("""{"since":"2026-03-01T12:00:00Z","events":"ConversationCreated"}""", "Decoding failure in request: events must be an array of strings.")]
    [InlineData("""{"since":"2026-03-01T12:00:00Z","dryRun":"true"}""", "Decoding failure in request: dryRun must be true or false.")]
    [InlineData("""{"since":"2026-03-01T12:00:00Z","perSecond":1.5}""", "Decoding failure in request: perSecond must be an integer.")]
    [InlineData("""[]""", "Decoding failure in request")]
    public async Task Wrong_input_names_the_member_and_changes_nothing(string body, string message)
    {
        var id = await api.CreateAsync(new Uri("https://example.com/hook"));

        Assert.StartsWith(message, (await ReplayAsync(id, body)).Expect(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await api.CallAsync("GET", $"/v1/webhooks/{id}/replay")).Status);
    }

    [Fact]
    public async Task A_disabled_webhook_is_a_conflict_but_can_be_counted()
    {
        var id = await api.CreateAsync(new Uri("https://example.com/hook"));
        await SwitchAsync(id, enabled: false);

        Assert.Equal(
            "The webhook is disabled. Enable it to send missed events.",
            (await ReplayAsync(id, $$"""{"since":"{{Since}}"}""")).Expect(HttpStatusCode.Conflict).Message);
        (await ReplayAsync(id, $$"""{"since":"{{Since}}","dryRun":true}""")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_second_replay_of_a_webhook_is_a_conflict_while_the_first_one_runs()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await api.CreateAsync(receiver.Url);
        await SwitchAsync(id, enabled: false);
        for (var i = 0; i < 4; i++)
        {
            await api.PublishAsync();
        }

        await SwitchAsync(id, enabled: true);
        (await ReplayAsync(id, $$"""{"since":"{{Since}}","perSecond":1}""")).Expect(HttpStatusCode.Accepted);

        Assert.StartsWith("Missed events are already being sent", (await ReplayAsync(id, $$"""{"since":"{{Since}}"}""")).Expect(HttpStatusCode.Conflict).Message, StringComparison.Ordinal);
        Assert.Equal("Running", (await api.CallAsync("GET", $"/v1/webhooks/{id}/replay")).Data.GetProperty("status").GetString());
    }

    private Task<ReceivedResponse> ReplayAsync(string id, string body) => api.CallAsync("POST", $"/v1/webhooks/{id}/replay", body);

    private async Task SwitchAsync(string id, bool enabled) =>
        (await api.CallAsync("PATCH", $"/v1/webhooks/{id}", $$"""{"enabled":{{(enabled ? "true" : "false")}}}""")).Expect(HttpStatusCode.OK);

    private async Task<JsonElement> EndsAsync(string id)
    {
        var replay = default(JsonElement);
        await Eventually.BecomesTrueAsync(
            async () => (replay = (await api.CallAsync("GET", $"/v1/webhooks/{id}/replay")).Expect(HttpStatusCode.OK).Data).GetProperty("endedAt").ValueKind is JsonValueKind.String, "the replay ends");
        return replay;
    }
}
