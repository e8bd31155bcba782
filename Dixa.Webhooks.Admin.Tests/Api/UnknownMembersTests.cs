using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>Unknown members and parameters are refused if they are probably a mistake.</summary>
public sealed class UnknownMembersTests(ApiApp api) : IClassFixture<ApiApp>
{
    [Theory]
    [InlineData("resend", """{"since":"2026-01-01T00:00:00Z","dry_run":true}""", "\"dry_run\" is not a member of this request. Did you mean \"dryRun\"?")]
    [InlineData("resend", """{"since":"2026-01-01T00:00:00Z","DryRun":true}""", "\"DryRun\" is not a member of this request. Did you mean \"dryRun\"?")]
    [InlineData("resend", """{"since":"2026-01-01T00:00:00Z","dryRnu":true}""", "\"dryRnu\" is not a member of this request. Did you mean \"dryRun\"?")]
    [InlineData("resend", """{"since":"2026-01-01T00:00:00Z","dry_run":null}""", "\"dry_run\" is not a member of this request.")]
    [InlineData("resend", """{"since":"2026-01-01T00:00:00Z","webhook":1}""", "\"webhook\" is not a member of this request. It must be one of since, include, dryRun.")]
    [InlineData("rotate-secret", """{"overlap_seconds":3600}""", "\"overlap_seconds\" is not a member of this request. Did you mean \"overlapSeconds\"?")]
    [InlineData("test", """{"event":"ConversationCreated","payload":{}}""", "\"payload\" is not a member of this request. It must be one of event, data.")]
    [InlineData("deliveries/1/resend", """{"dryRun":true}""", "\"dryRun\" is not a member of this request. None are allowed.")]
    public async Task An_operation_beyond_the_contract_refuses_an_unknown_member_and_does_nothing(string operation, string body, string message)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(500);
        var webhook = await api.CreateAsync(receiver.Url);
        await api.PublishAsync();
        var failed = (await api.DeliveriesAsync(webhook, "Failed"))[0].GetProperty("id").GetInt64();
        var before = await GetAsync(webhook);

        var response = await api.CallAsync("POST", $"/v1/webhooks/{webhook}/{operation.Replace("deliveries/1", $"deliveries/{failed}", StringComparison.Ordinal)}", body);

        Assert.StartsWith(message, response.Expect(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);
        Assert.Single(await api.DeliveriesAsync(webhook, "Failed"));
        Assert.True(JsonElement.DeepEquals(before, await GetAsync(webhook)));
    }

    [Theory]
    [InlineData("\"filters\":{\"Conversation\":{\"_type\":\"CombinedFilters\",\"strategy\":\"All\",\"conditions\":[]}}", "filters is not supported yet.")]
    [InlineData("\"filters\":{}", "filters is not supported yet.")]
    [InlineData("\"isEnabled\":false", "\"isEnabled\" is not a member of this request. Did you mean \"enabled\"?")]
    [InlineData("\"Enabled\":false", "\"Enabled\" is not a member of this request. Did you mean \"enabled\"?")]
    [InlineData("\"ENABLED\":false", "\"ENABLED\" is not a member of this request. Did you mean \"enabled\"?")]
    [InlineData("\"enabeld\":false", "\"enabeld\" is not a member of this request. Did you mean \"enabled\"?")]
    [InlineData("\"disabled\":true", "\"disabled\" is not a member of this request. Did you mean \"enabled\"?")]
    [InlineData("\"custom_headers\":{\"X-A\":\"1\"}", "\"custom_headers\" is not a member of this request. Did you mean \"customHeaders\"?")]
    [InlineData("\"authorisation\":{\"_type\":\"NoAuth\"}", "\"authorisation\" is not a member of this request. Did you mean \"authorization\"?")]
    public async Task Create_and_patch_refuse_members_that_resemble_known_ones(string member, string message)
    {
        var webhook = await CreateAsync();
        var before = await GetAsync(webhook);
        var count = await CountAsync();

        var created = await api.CallAsync("POST", "/v1/webhooks", $$"""{"name":"CRM","url":"https://example.com",{{member}} }""");
        var patched = await api.CallAsync("PATCH", $"/v1/webhooks/{webhook}", $$"""{"name":"Other",{{member}} }""");

        Assert.Equal(message, created.Expect(HttpStatusCode.BadRequest).Message);
        Assert.Equal(message, patched.Expect(HttpStatusCode.BadRequest).Message);
        Assert.True(JsonElement.DeepEquals(before, await GetAsync(webhook)));
        Assert.Equal(count, await CountAsync());
    }

    [Theory]
    [InlineData("\"subscribedEvents\":[\"ConversationCreated\"]", "\"subscribedEvents\" is not a member of this request. Did you mean \"events\"?")]
    [InlineData("\"headers\":{\"X-A\":\"1\"}", "\"headers\" is not a member of this request. Did you mean \"customHeaders\"?")]
    [InlineData("\"secretKey\":\"00\"", "secretKey cannot be set. It is generated for each new webhook.")]
    public async Task Create_refuses_members_that_only_responses_have(string member, string message) =>
        Assert.Equal(message, (await api.CallAsync("POST", "/v1/webhooks", $$"""{"name":"CRM","url":"https://example.com",{{member}} }""")).Expect(HttpStatusCode.BadRequest).Message);

    [Theory]
    [InlineData("\"filters\":null")]
    [InlineData("\"description\":\"of a newer client\"")]
    [InlineData("\"organization_id\":7,\"metadata\":{\"a\":[]}")]
    public async Task Create_and_patch_ignore_other_unknown_members(string members)
    {
        var webhook = await api.CreateAsync($$"""{"name":"CRM","url":"https://example.com",{{members}} }""");

        (await api.CallAsync("PATCH", $"/v1/webhooks/{webhook.GetProperty("id")}", $$"""{ {{members}} }""")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_webhook_that_was_read_can_be_sent_back_whole_with_a_change()
    {
        var webhook = await CreateAsync();
        var whole = JsonNode.Parse((await GetAsync(webhook)).GetRawText())!.AsObject();
        whole["enabled"] = false;
        whole["createdAt"] = DateTimeOffset.Parse((string)whole["createdAt"]!, System.Globalization.CultureInfo.InvariantCulture).ToString("o", System.Globalization.CultureInfo.InvariantCulture);

        var patched = (await api.CallAsync("PATCH", $"/v1/webhooks/{webhook}", whole.ToJsonString())).Expect(HttpStatusCode.OK).Data;

        Assert.False(patched.GetProperty("enabled").GetBoolean());
        Assert.Equal((string)whole["secretKey"]!, patched.GetProperty("secretKey").GetString());
        Assert.Equal("key", patched.GetProperty("headers").GetProperty("X-Api-Key").GetString());
    }

    [Theory]
    [InlineData("id", "\"0be2bd61-7e28-4620-87f0-74952725d960\"", "id: Cannot be changed.")]
    [InlineData("secretKey", "\"000102\"", "secretKey: Cannot be changed. Use rotate-secret to get a new one.")]
    [InlineData("subscribedEvents", "[\"AgentBannedIp\"]", "subscribedEvents: Cannot be changed. Use events.")]
    [InlineData("subscribedEvents", "[7]", "subscribedEvents: Cannot be changed. Use events.")]
    [InlineData("headers", "{\"X-Api-Key\":\"other\"}", "headers: Cannot be changed. Use customHeaders and authorization.")]
    [InlineData("headers", "{}", "headers: Cannot be changed. Use customHeaders and authorization.")]
    [InlineData("createdAt", "\"2020-01-01T00:00:00.000Z\"", "createdAt: Cannot be changed.")]
    [InlineData("createdBy", "7", "createdBy: Cannot be changed.")]
    [InlineData("updatedAt", "\"2020-01-01T00:00:00.000Z\"", "updatedAt: Cannot be changed. Read the webhook again, or omit this.")]
    public async Task A_patch_of_a_read_only_member_says_that_it_cannot_be_changed(string member, string value, string message)
    {
        var webhook = await CreateAsync();
        var before = await GetAsync(webhook);

        var patched = await api.CallAsync("PATCH", $"/v1/webhooks/{webhook}", $$"""{"name":"Other","{{member}}":{{value}} }""");

        Assert.Equal(message, patched.Expect(HttpStatusCode.BadRequest).Message);
        Assert.True(JsonElement.DeepEquals(before, await GetAsync(webhook)));
    }

    [Theory]
    [InlineData("page_limit=10", "\"page_limit\" is not a parameter of this list. Did you mean \"pageLimit\"?")]
    [InlineData("statsu=Failed", "\"statsu\" is not a parameter of this list. Did you mean \"status\"?")]
    [InlineData("webhook=1", "\"webhook\" is not a parameter of this list. It must be one of event, status, since, until, deliveryId, eventId, pageKey, pageLimit.")]
    public async Task The_list_of_deliveries_refuses_an_unknown_parameter(string query, string message)
    {
        var webhook = await CreateAsync();

        Assert.Equal(message, (await api.CallAsync("GET", $"/v1/webhooks/{webhook}/deliveries?{query}")).Expect(HttpStatusCode.BadRequest).Message);
        (await api.CallAsync("GET", $"/v1/webhooks/{webhook}/deliveries?PageLimit=10")).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("resend", """{"since":"2026-01-01T00:00:00Z","\ud800":1}""")]
    [InlineData("resend", "[]")]
    [InlineData("deliveries/1/resend", "nonsense")]
    public async Task An_undecodable_body_is_400(string operation, string body) => Assert.Equal(
        ApiErrors.BadBody, (await api.CallAsync("POST", $"/v1/webhooks/{await CreateAsync()}/{operation}", body)).Expect(HttpStatusCode.BadRequest).Message);

    private async Task<string> CreateAsync() => (await api.CreateAsync(
        """{"name":"CRM","url":"https://example.com","events":["ConversationRated"],"customHeaders":{"X-Api-Key":"key"}}""")).GetProperty("id").GetString()!;

    private async Task<JsonElement> GetAsync(string webhook) => (await api.CallAsync("GET", $"/v1/webhooks/{webhook}")).Expect(HttpStatusCode.OK).Data;

    private async Task<int> CountAsync() => (await api.CallAsync("GET", "/v1/webhooks")).Data.GetArrayLength();
}
