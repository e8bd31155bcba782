using System.Net;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>Finding deliveries of all webhooks, over real HTTP.</summary>
public sealed class FindApiTests(ApiApp api) : IClassFixture<ApiApp>
{
    private const string NotFound = "00000000-0000-4000-8000-000000000000";

    [Fact]
    public async Task A_delivery_is_found_by_what_its_event_is_about()
    {
        var person = $"{Guid.NewGuid():N}@example.com";
        await using var receiver = await Receiver.StartAsync();
        var webhook = await api.CreateAsync(receiver.Url);
        var eventId = await api.PublishAsync(data: SampleData.With($"\"text\":\"{person}\""));
        await api.PublishAsync();

        foreach (var q in (string[])[person.ToUpperInvariant(), eventId])
        {
            var found = Assert.Single(await FindAsync($"q={Uri.EscapeDataString(q)}&webhook={webhook}"));
            Assert.Equal((webhook, eventId), (found.GetProperty("webhookId").GetString(), found.GetProperty("delivery").GetProperty("eventId").GetString()));
            Assert.NotEqual(JsonValueKind.Null, found.GetProperty("conversation").ValueKind);
        }

        var conversation = (await FindAsync($"q={eventId}"))[0].GetProperty("conversation").GetInt64();
        Assert.Contains(await FindAsync($"q={conversation}&webhook={webhook}"), found => found.GetProperty("delivery").GetProperty("eventId").GetString() == eventId);
        Assert.Empty(await FindAsync("q=nobody@example.com"));
    }

    [Fact]
    public async Task Pages_follow_each_other_with_the_same_filters()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await api.CreateAsync(receiver.Url);
        for (var i = 0; i < 3; i++)
        {
            await api.PublishAsync();
        }

        await api.DeliveriesAsync(webhook, "Delivered", count: 3);
        var seen = new List<long>();
        for (var path = $"/v1/deliveries?webhook={webhook}&outcome=2xx&test=false&since=2026-01-01T00:00:00Z&pageLimit=2"; path is not null;)
        {
            var page = (await api.CallAsync("GET", path)).Expect(HttpStatusCode.OK);
            seen.AddRange(page.Data.EnumerateArray().Select(row => row.GetProperty("delivery").GetProperty("id").GetInt64()));
            path = page.Json.GetProperty("meta").GetProperty("next").GetString();
        }

        Assert.Equal(3, seen.Count);
        Assert.Equal(seen.OrderDescending(), seen);
    }

    [Fact]
    public async Task An_event_has_its_deliveries_and_the_webhooks_that_did_not_get_it()
    {
        await using var receiver = await Receiver.StartAsync();
        var (receiving, disabled) = (await api.CreateAsync(receiver.Url), await api.CreateAsync(receiver.Url));
        (await api.CallAsync("PATCH", $"/v1/webhooks/{disabled}", """{"enabled":false}""")).Expect(HttpStatusCode.OK);
        var id = await api.PublishAsync();
        var later = await api.CreateAsync(receiver.Url);

        var found = (await api.CallAsync("GET", $"/v1/events/{id}", authorization: await api.TokenAsync(ApiScopes.ReadWebhooks))).Expect(HttpStatusCode.OK).Data;

        Assert.Contains(found.GetProperty("deliveries").EnumerateArray(), delivery => delivery.GetProperty("webhookId").GetString() == receiving);
        Assert.Contains(id, found.GetProperty("payload").GetString(), StringComparison.Ordinal);
        var reasons = found.GetProperty("notSent").EnumerateArray().ToDictionary(row => row.GetProperty("webhookId").GetString()!, row => (row.GetProperty("reason").GetString(), row.GetProperty("by").GetString()));
        Assert.Equal("Disabled", reasons[disabled].Item1);
        Assert.NotNull(reasons[disabled].Item2);
        Assert.Equal(("CreatedLater", null), reasons[later]);
        (await api.CallAsync("GET", $"/v1/events/{NotFound}")).Expect(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("state=Failed", "\"state\" is not a parameter of this list.")]
    [InlineData("webhook=crm", "webhook must be the id of a webhook, a uuid with dashes.")]
    [InlineData("event=Nothing", "event: ")]
    [InlineData("status=pending", "status must be one of Pending, Delivered, Failed, Cancelled.")]
    [InlineData("outcome=6xx", "outcome must be a status such as 503, a class such as 5xx, or one of Timeout,")]
    [InlineData("test=yes", "test must be true or false.")]
    [InlineData("since=yesterday", "since must be a time, for example 2026-03-01T12:00:00Z.")]
    [InlineData("since=2026-03-02T00:00:00Z&until=2026-03-01T00:00:00Z", "until must be later than since.")]
    [InlineData("pageLimit=101", "pageLimit must be between 1 and 100.")]
    [InlineData("pageKey=1-2", "pageKey is invalid.")]
    [InlineData("q=4711&pageKey=c9-9", "pageKey is invalid.")]
    [InlineData("q=crm&pageKey=e9-9", "pageKey is invalid.")]
    [InlineData("q=4711&q=4712", "q appears more than once; it is allowed only once.")]
    public async Task A_bad_parameter_is_named(string query, string message) =>
        Assert.StartsWith(message, (await api.CallAsync("GET", $"/v1/deliveries?{query}")).Expect(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_result_is_downloaded_as_CSV()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = await api.CreateAsync(receiver.Url);
        await api.PublishAsync();
        await api.DeliveriesAsync(webhook, "Delivered", count: 1);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/deliveries?webhook={webhook}");
        request.Headers.TryAddWithoutValidation("Authorization", await api.TokenAsync(ApiScopes.ReadWebhooks));
        request.Headers.Accept.ParseAdd("text/csv");

        using var response = await api.App.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        var lines = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd().Split("\r\n");
        Assert.Equal(2, lines.Length);
        Assert.Contains($"{webhook}", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_search_is_refused_and_signs_of_sql_find_nothing()
    {
        Assert.Equal("q must be at most 300 characters (it has 1,000).", (await api.CallAsync("GET", $"/v1/deliveries?q={new string('a', 1_000)}")).Expect(HttpStatusCode.BadRequest).Message);
        Assert.Equal("q must be at most 300 characters (it has 10,000).", (await api.CallAsync("GET", $"/v1/deliveries?q={new string('a', 10_000)}")).Expect(HttpStatusCode.BadRequest).Message);
        Assert.Empty(await FindAsync($"q={Uri.EscapeDataString("%' OR 1=1; DROP TABLE deliveries --")}"));
        Assert.Empty(await FindAsync("q=%25"));
    }

    private async Task<List<JsonElement>> FindAsync(string query) => [.. (await api.CallAsync("GET", $"/v1/deliveries?{query}")).Expect(HttpStatusCode.OK).Data.EnumerateArray()];
}
