using System.Net;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>Statuses, logs, deliveries, tests and resends, over real HTTP to real receivers.</summary>
public sealed class DeliveryApiTests(ApiApp api) : IClassFixture<ApiApp>
{
    [Fact]
    public async Task An_event_that_was_never_sent_has_no_recent_delivery()
    {
        var id = (await api.CreateAsync("""{"name":"CRM","url":"https://example.com","events":["ConversationRated"]}""")).GetProperty("id").GetString();

        var status = (await api.CallAsync("GET", $"/v1/webhooks/{id}/delivery-status")).Expect(HttpStatusCode.OK);

        Assert.Equal("""{"data":[{"event":"ConversationRated","deliveryStatus":{"_type":"NoRecentDelivery"}}]}""", status.Text);
        Assert.Equal("""{"data":[]}""", (await api.CallAsync("GET", $"/v1/webhooks/{id}/delivery-status/logs/ConversationRated")).Text);
    }

    [Theory]
    [InlineData(200, true, "OK")]
    [InlineData(302, true, "Found")]
    [InlineData(404, false, "Not Found")]
    [InlineData(503, false, "Service Unavailable")]
    public async Task The_last_attempt_has_the_contracts_form(int code, bool success, string text)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(code);
        var id = await api.CreateAsync(receiver.Url);
        await api.PublishAsync();
        await api.DeliveriesAsync(id, success ? "Delivered" : "Failed");

        var status = Assert.Single((await api.CallAsync("GET", $"/v1/webhooks/{id}/delivery-status")).Data.EnumerateArray());
        var log = Assert.Single((await api.CallAsync("GET", $"/v1/webhooks/{id}/delivery-status/logs/ConversationCreated")).Data.EnumerateArray());

        var detail = status.GetProperty("deliveryStatus");
        Assert.Equal(["_type", "deliveryTimestamp", "success", "responseCode", "responseText"], detail.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("DeliveryDetail", success, code, text), Read(detail));
        Assert.Equal(["deliveryTimestamp", "success", "responseCode", "responseText"], log.GetProperty("deliveryDetail").EnumerateObject().Select(member => member.Name));
        Assert.Equal((null, success, code, text), Read(log.GetProperty("deliveryDetail")));
        Assert.Equal(detail.GetProperty("deliveryTimestamp").GetString(), log.GetProperty("deliveryDetail").GetProperty("deliveryTimestamp").GetString());
    }

    [Fact]
    public async Task Without_a_response_the_code_is_0_and_the_text_is_the_failure_class()
    {
        var id = await api.CreateAsync(new Uri($"http://127.0.0.1:{FreePort.Find()}/"));
        await api.PublishAsync();
        await api.DeliveriesAsync(id, "Failed");

        var status = Assert.Single((await api.CallAsync("GET", $"/v1/webhooks/{id}/delivery-status")).Data.EnumerateArray());

        Assert.Equal(("DeliveryDetail", false, 0, "refused"), Read(status.GetProperty("deliveryStatus")));
    }

    [Fact]
    public async Task The_log_has_at_most_50_payloads_as_strings_newest_first()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await api.CreateAsync(receiver.Url);
        for (var i = 0; i < 52; i++)
        {
            await api.PublishAsync(data: SampleData.With($$""" "n":{{i}}.50, "text":"Größe \u00e9 🎉" """));
            await receiver.ReceivesAsync(i + 1);
        }

        await api.DeliveriesAsync(id, "Delivered", 50);
        var log = (await api.CallAsync("GET", $"/v1/webhooks/{id}/delivery-status/logs/ConversationCreated")).Data.EnumerateArray();

        Assert.Equal(receiver.Requests.Select(request => request.Text).Reverse().Take(50), log.Select(entry => entry.GetProperty("payload").GetString()));
    }

    [Fact]
    public async Task Deliveries_come_in_linked_pages()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await api.CreateAsync(receiver.Url);
        var events = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            events.Insert(0, await api.PublishAsync());
        }

        await api.DeliveriesAsync(id, "Delivered", 7);
        var (pages, next) = (new List<string[]>(), (string?)$"/v1/webhooks/{id}/deliveries?pageLimit=3&status=Delivered&event=ConversationCreated");
        while (next is not null)
        {
            var page = (await api.CallAsync("GET", next)).Expect(HttpStatusCode.OK).Json;
            Assert.Equal(["data", "meta"], page.EnumerateObject().Select(member => member.Name));
            pages.Add([.. page.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("eventId").GetString()!)]);
            next = page.GetProperty("meta").GetProperty("next").GetString();
        }

        Assert.Equal([3, 3, 1], pages.Select(page => page.Length));
        Assert.Equal(events, pages.SelectMany(page => page));
    }

    [Fact]
    public async Task Each_filter_finds_matching_deliveries()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = (await api.CreateAsync($$"""{"name":"CRM","url":"{{receiver.Url}}","events":["ConversationCreated","ConversationClosed"]}""")).GetProperty("id").GetString()!;
        var created = await api.PublishAsync();
        await api.DeliveriesAsync(id, "Delivered");
        receiver.Behavior = new Answer(500);
        var closed = await api.PublishAsync("CONVERSATION_CLOSED");
        await Eventually.BecomesTrueAsync(async () => (await FindAsync("status=Failed")).Count == 1, "the second delivery has failed");
        var (late, early) = ((await FindAsync(""))[0], (await FindAsync(""))[1]);
        var between = Uri.EscapeDataString(late.GetProperty("createdAt").GetString()!);

        Assert.Equal([closed], await EventsAsync("event=ConversationClosed"));
        Assert.Equal([created], await EventsAsync("status=Delivered"));
        Assert.Equal([], await EventsAsync("status=Pending"));
        Assert.Equal([], await EventsAsync("status=Cancelled"));
        Assert.Equal([closed], await EventsAsync($"since={between}"));
        Assert.Equal([created], await EventsAsync($"until={between}"));
        Assert.Equal([created], await EventsAsync($"deliveryId={early.GetProperty("id")}"));
        Assert.Equal([closed], await EventsAsync($"eventId={closed}"));
        Assert.Equal([], await EventsAsync($"eventId={Guid.NewGuid()}"));
        Assert.Equal([], await EventsAsync($"event=ConversationClosed&status=Delivered&since={between}"));

        async Task<List<JsonElement>> FindAsync(string query) => [.. (await api.CallAsync("GET", $"/v1/webhooks/{id}/deliveries?{query}")).Expect(HttpStatusCode.OK).Data.EnumerateArray()];
        async Task<IEnumerable<string?>> EventsAsync(string query) => (await FindAsync(query)).Select(row => row.GetProperty("eventId").GetString());
    }

    [Fact]
    public async Task A_delivery_shows_its_attempts_and_its_payload()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Next(new Answer(500, "no"));
        var id = await api.CreateAsync(receiver.Url);
        await api.PublishAsync();
        var row = Assert.Single(await api.DeliveriesAsync(id, "Delivered"));

        var data = (await api.CallAsync("GET", $"/v1/webhooks/{id}/deliveries/{row.GetProperty("id")}")).Expect(HttpStatusCode.OK).Data;

        Assert.True(JsonElement.DeepEquals(row, data.GetProperty("delivery")));
        Assert.Equal(receiver.Requests[0].Text, data.GetProperty("payload").GetString());
        Assert.Equal(
            [(1, false, 500, "no"), (2, true, 200, "ok")],
            data.GetProperty("attempts").EnumerateArray().Select(attempt => (
                attempt.GetProperty("number").GetInt32(), attempt.GetProperty("success").GetBoolean(), attempt.GetProperty("responseCode").GetInt32(), attempt.GetProperty("responseBody").GetString()!)));
        Assert.Equal(2, row.GetProperty("attemptCount").GetInt32());
    }

    [Fact]
    public async Task Another_webhooks_delivery_is_404()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await api.CreateAsync(receiver.Url);
        await api.PublishAsync();
        var delivery = Assert.Single(await api.DeliveriesAsync(id, "Delivered")).GetProperty("id");
        var other = (await api.CreateAsync("""{"name":"Other","url":"https://example.com"}""")).GetProperty("id");

        (await api.CallAsync("GET", $"/v1/webhooks/{other}/deliveries/{delivery}")).Expect(HttpStatusCode.NotFound);
        (await api.CallAsync("POST", $"/v1/webhooks/{other}/deliveries/{delivery}/resend")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_test_returns_its_attempt_and_leaves_the_status_gray_even_for_a_disabled_webhook()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(418, "short and stout");
        var created = await api.CreateAsync($$"""{"name":"CRM","url":"{{receiver.Url}}","events":["ConversationRated"],"enabled":false}""");
        var id = created.GetProperty("id").GetString();
        receiver.Secret = created.GetProperty("secretKey").GetString();

        var data = (await api.CallAsync("POST", $"/v1/webhooks/{id}/test", """{"event":"ConversationRated"}""")).Expect(HttpStatusCode.OK).Data;

        var request = Assert.Single(receiver.Requests);
        Assert.Equal((SignatureVerdict.Valid, data.GetProperty("payload").GetString()), (request.Verdict, request.Text));
        var attempt = Assert.Single(data.GetProperty("attempts").EnumerateArray());
        Assert.Equal((false, 418, "short and stout"), (attempt.GetProperty("success").GetBoolean(), attempt.GetProperty("responseCode").GetInt32(), attempt.GetProperty("responseBody").GetString()));
        Assert.True(data.GetProperty("delivery").GetProperty("test").GetBoolean());
        Assert.True(Assert.Single((await api.CallAsync("GET", $"/v1/webhooks/{id}/deliveries")).Data.EnumerateArray()).GetProperty("test").GetBoolean());
        Assert.Contains("NoRecentDelivery", (await api.CallAsync("GET", $"/v1/webhooks/{id}/delivery-status")).Text, StringComparison.Ordinal);
        Assert.Equal("""{"data":[]}""", (await api.CallAsync("GET", $"/v1/webhooks/{id}/delivery-status/logs/ConversationRated")).Text);
    }

    [Fact]
    public async Task A_test_can_have_custom_data()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await api.CreateAsync(receiver.Url);

        (await api.CallAsync("POST", $"/v1/webhooks/{id}/test", """{"event":"ConversationRated","data":{ "n": 1.50 }}""")).Expect(HttpStatusCode.OK);

        Assert.EndsWith("\"data\":{ \"n\": 1.50 }}", Assert.Single(receiver.Requests).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resend_is_a_new_delivery_of_the_same_bytes_and_the_original_does_not_change()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(500);
        var id = await api.CreateAsync(receiver.Url);
        await api.PublishAsync();
        var original = Assert.Single(await api.DeliveriesAsync(id, "Failed"));
        receiver.Behavior = new Answer(200);
        receiver.Secret = (await api.CallAsync("POST", $"/v1/webhooks/{id}/rotate-secret")).Data.GetProperty("secretKey").GetString();

        var again = (await api.CallAsync("POST", $"/v1/webhooks/{id}/deliveries/{original.GetProperty("id")}/resend")).Expect(HttpStatusCode.Created).Data;

        Assert.Equal(original.GetProperty("id").GetInt64(), again.GetProperty("resendOf").GetInt64());
        Assert.Equal(original.GetProperty("eventId").GetString(), again.GetProperty("eventId").GetString());
        await receiver.ReceivesAsync(3);
        Assert.Equal((SignatureVerdict.Valid, receiver.Requests[0].Text), (receiver.Requests[2].Verdict, receiver.Requests[2].Text));
        Assert.True(JsonElement.DeepEquals(original, (await api.CallAsync("GET", $"/v1/webhooks/{id}/deliveries/{original.GetProperty("id")}")).Data.GetProperty("delivery")));
    }

    [Fact]
    public async Task A_pending_delivery_and_a_disabled_webhook_are_409_with_the_reason()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Hang();
        var id = await api.CreateAsync(receiver.Url);
        await api.PublishAsync();
        await receiver.ReceivesAsync(1);
        var delivery = Assert.Single(await api.DeliveriesAsync(id, "Pending")).GetProperty("id");

        Assert.Contains("pending", (await api.CallAsync("POST", $"/v1/webhooks/{id}/deliveries/{delivery}/resend")).Expect(HttpStatusCode.Conflict).Message, StringComparison.Ordinal);
        await api.CallAsync("PATCH", $"/v1/webhooks/{id}", """{"enabled":false}""");

        var cancelled = Assert.Single(await api.DeliveriesAsync(id, "Cancelled"));
        Assert.Equal("Bootstrap token disabled this webhook", cancelled.GetProperty("cancelledReason").GetString());
        Assert.Contains("disabled", (await api.CallAsync("POST", $"/v1/webhooks/{id}/deliveries/{delivery}/resend")).Expect(HttpStatusCode.Conflict).Message, StringComparison.Ordinal);
        Assert.Contains("disabled", (await api.CallAsync("POST", $"/v1/webhooks/{id}/resend", """{"since":"2026-01-01T00:00:00Z"}""")).Expect(HttpStatusCode.Conflict).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_deliveries_since_a_time_are_counted_and_then_resent()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(500);
        var id = await api.CreateAsync(receiver.Url);
        await api.PublishAsync();
        await api.PublishAsync();
        await api.DeliveriesAsync(id, "Failed", 2);
        receiver.Behavior = new Answer(200);

        var since = "\"since\":\"2026-01-01T00:00:00Z\"";
        Assert.Equal("""{"data":{"count":2,"failed":2,"cancelled":0,"dryRun":true}}""", (await api.CallAsync("POST", $"/v1/webhooks/{id}/resend", $$"""{{{since}},"dryRun":true}""")).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(4, receiver.Requests.Count);
        Assert.Equal("""{"data":{"count":2,"failed":2,"cancelled":0,"dryRun":false}}""", (await api.CallAsync("POST", $"/v1/webhooks/{id}/resend", $"{{{since}}}")).Expect(HttpStatusCode.OK).Text);
        await receiver.ReceivesAsync(6);
        Assert.Equal("""{"data":{"count":0,"failed":0,"cancelled":0,"dryRun":false}}""", (await api.CallAsync("POST", $"/v1/webhooks/{id}/resend", $"{{{since}}}")).Text);
    }

    [Fact]
    public async Task Cancelled_deliveries_can_be_selected_and_resent()
    {
        await using var receiver = await Receiver.StartAsync();

        // The delivery stays pending until it is cancelled, however long that takes.
        receiver.Behavior = new Hang();
        var id = await api.CreateAsync(receiver.Url);
        await api.PublishAsync();
        await receiver.ReceivesAsync(1);
        (await api.CallAsync("PATCH", $"/v1/webhooks/{id}", """{"enabled":false}""")).Expect(HttpStatusCode.OK);
        await api.DeliveriesAsync(id, "Cancelled");
        receiver.Behavior = new Answer(200);
        (await api.CallAsync("PATCH", $"/v1/webhooks/{id}", """{"enabled":true}""")).Expect(HttpStatusCode.OK);
        var before = receiver.Requests.Count;

        Assert.Equal(0, await ResendAsync("""["Failed"]"""));
        Assert.Equal(1, await ResendAsync("""["Cancelled","Failed"]"""));
        Assert.Equal(0, await ResendAsync("null"));
        await receiver.ReceivesAsync(before + 1);

        async Task<int> ResendAsync(string include) => (await api.CallAsync("POST", $"/v1/webhooks/{id}/resend", $$"""{"since":"2026-01-01T00:00:00Z","include":{{include}} }"""))
            .Expect(HttpStatusCode.OK).Data.GetProperty("count").GetInt32();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"Lost\"]")]
    [InlineData("[\"Failed\",\"failed\"]")]
    public async Task An_unknown_value_in_include_is_refused(string include)
    {
        var id = (await api.CreateAsync("""{"name":"CRM","url":"https://example.com"}""")).GetProperty("id");

        var response = await api.CallAsync("POST", $"/v1/webhooks/{id}/resend", $$"""{"since":"2026-01-01T00:00:00Z","include":{{include}} }""");

        Assert.Equal("include must contain Failed, Cancelled, or both.", response.Expect(HttpStatusCode.BadRequest).Message);
    }

    [Fact]
    public async Task Each_event_type_has_a_schema_that_its_sample_matches()
    {
        var types = (await api.CallAsync("GET", "/v1/event-types")).Expect(HttpStatusCode.OK).Data.EnumerateArray().ToList();

        Assert.Equal(EventCatalogue.All.Select(type => (type.Label, type.Fqn, type.ApiName, type.Description)), types.Select(type => (
            type.GetProperty("label").GetString()!, type.GetProperty("fqn").GetString()!, type.GetProperty("apiName").GetString()!, type.GetProperty("description").GetString()!)));
        Assert.All(types, type => Assert.Empty(SchemaCheck.Errors(type.GetProperty("schema"), type.GetProperty("sample"))));
        Assert.All(types, type => Assert.NotEmpty(type.GetProperty("sample").EnumerateObject()));
    }

    private static (string? Type, bool Success, int Code, string Text) Read(JsonElement detail) => (
        detail.TryGetProperty("_type", out var type) ? type.GetString() : null,
        detail.GetProperty("success").GetBoolean(),
        detail.GetProperty("responseCode").GetInt32(),
        detail.GetProperty("responseText").GetString()!);
}
