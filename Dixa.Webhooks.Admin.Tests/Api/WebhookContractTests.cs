using System.Net;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Journeys;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>The contract's operations on webhooks, over real HTTP.</summary>
public sealed class WebhookContractTests(ApiApp api) : IClassFixture<ApiApp>
{
    private const string Full = """
        {"name":"CRM updates","url":"https://crm.example.com/dixa","events":["ConversationRated","ConversationCreated"],
        "authorization":{"_type":"BasicAuth","username":"user","password":"pässword"},"customHeaders":{"X-Api-Key":"key","x-two":"2"},"enabled":false}
        """;

    private const string BasicHeader = "Basic dXNlcjpww6Rzc3dvcmQ=";

    [Fact]
    public async Task A_webhook_has_the_contracts_form()
    {
        var created = await api.CreateAsync(Full);

        Assert.Equal(
            ["id", "name", "subscribedEvents", "url", "headers", "secretKey", "enabled", "createdAt", "createdBy", "updatedAt", "updatedBy"],
            created.EnumerateObject().Select(member => member.Name));
        Assert.Equal("CRM updates", created.GetProperty("name").GetString());
        Assert.Equal(["ConversationCreated", "ConversationRated"], Strings(created.GetProperty("subscribedEvents")));
        Assert.Equal("https://crm.example.com/dixa", created.GetProperty("url").GetString());
        Assert.Equal($$"""{"Authorization":"{{BasicHeader}}","X-Api-Key":"key","x-two":"2"}""", created.GetProperty("headers").GetRawText());
        Assert.Matches("^[0-9a-f]{64}$", created.GetProperty("secretKey").GetString());
        Assert.False(created.GetProperty("enabled").GetBoolean());
        Assert.Matches(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$", created.GetProperty("createdAt").GetString());
        Assert.Equal(created.GetProperty("createdAt").GetString(), created.GetProperty("updatedAt").GetString());
        Assert.Equal(Actor.BootstrapTokenId, created.GetProperty("createdBy").GetGuid());
    }

    [Fact]
    public async Task Our_own_members_are_left_out_when_they_are_empty()
    {
        var created = await api.CreateAsync("""{"name":"CRM","url":"http://crm.example.com","description":"For\nthe CRM ","owner":" CRM team","tags":["crm"," Billing ","CRM",""]}""");
        Assert.Equal(
            ("For\nthe CRM", "CRM team", """["crm","Billing"]"""),
            (created.GetProperty("description").GetString(), created.GetProperty("owner").GetString(), created.GetProperty("tags").GetRawText()));

        var id = created.GetProperty("id").GetString();
        var whole = (await api.CallAsync("PATCH", $"/v1/webhooks/{id}", created.GetRawText())).Expect(HttpStatusCode.OK).Data;
        Assert.Equal("CRM team", whole.GetProperty("owner").GetString());
        var changed = (await api.CallAsync("PATCH", $"/v1/webhooks/{id}", """{"description":"","owner":"","tags":[]}""")).Expect(HttpStatusCode.OK).Data;

        Assert.Empty(changed.EnumerateObject().Select(member => member.Name).Intersect(["description", "owner", "tags"]));
    }

    [Theory]
    [InlineData("""{"tags":["a,b"]}""", "tags: The tag a,b is not valid.")]
    [InlineData("""{"owner":"two\nlines"}""", "owner: The owner must not contain control characters")]
    public async Task An_invalid_label_is_refused(string patch, string message)
    {
        var id = (await api.CreateAsync("""{"name":"CRM","url":"http://crm.example.com"}""")).GetProperty("id").GetString();

        var refused = (await api.CallAsync("PATCH", $"/v1/webhooks/{id}", patch)).Expect(HttpStatusCode.BadRequest);

        Assert.Contains(message, refused.Json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_read_and_the_list_return_the_same_webhook()
    {
        var created = await api.CreateAsync(Full);
        var id = created.GetProperty("id").GetString();

        Assert.True(JsonElement.DeepEquals(created, await GetAsync(id)));
        var list = (await api.CallAsync("GET", "/v1/webhooks")).Expect(HttpStatusCode.OK);
        Assert.Equal(["data"], list.Json.EnumerateObject().Select(member => member.Name));
        Assert.True(JsonElement.DeepEquals(created, list.Data.EnumerateArray().Single(webhook => webhook.GetProperty("id").GetString() == id)));
    }

    [Fact]
    public async Task Create_without_optional_members_uses_the_contracts_defaults()
    {
        var created = await api.CreateAsync("""{"name":"CRM","url":"http://crm.example.com"}""");

        Assert.Equal("{}", created.GetProperty("headers").GetRawText());
        Assert.Equal("[]", created.GetProperty("subscribedEvents").GetRawText());
        Assert.True(created.GetProperty("enabled").GetBoolean());
    }

    [Theory]
    [InlineData("""{"_type":"TokenAuth","value":"abc"}""", "Bearer abc")]
    [InlineData("""{"value":"abc","_type":"TokenAuth"}""", "Bearer abc")]
    [InlineData("""{"_type":"BasicAuth","username":"user","password":""}""", "Basic dXNlcjo=")]
    [InlineData("""{"_type":"NoAuth"}""", null)]
    [InlineData("null", null)]
    public async Task Authorization_is_a_union_and_is_returned_as_a_header(string authorization, string? header)
    {
        var created = await api.CreateAsync($$"""{"name":"CRM","url":"http://crm.example.com","authorization":{{authorization}} }""");

        Assert.Equal(header, created.GetProperty("headers").TryGetProperty("Authorization", out var value) ? value.GetString() : null);
    }

    [Theory]
    [InlineData("""{"name":"Other"}""", "name", "\"Other\"")]
    [InlineData("""{"url":"https://other.example.com"}""", "url", "\"https://other.example.com\"")]
    [InlineData("""{"events":["AgentBannedIp"]}""", "subscribedEvents", """["AgentBannedIp"]""")]
    [InlineData("""{"events":[]}""", "subscribedEvents", "[]")]
    [InlineData("""{"enabled":true}""", "enabled", "true")]
    [InlineData("""{"authorization":{"_type":"TokenAuth","value":"abc"}}""", "headers", """{"Authorization":"Bearer abc","X-Api-Key":"key","x-two":"2"}""")]
    [InlineData("""{"authorization":{"_type":"NoAuth"}}""", "headers", """{"X-Api-Key":"key","x-two":"2"}""")]
    [InlineData("""{"customHeaders":{"X-New":"new"}}""", "headers", $$"""{"Authorization":"{{BasicHeader}}","X-New":"new"}""")]
    [InlineData("""{"customHeaders":{}}""", "headers", $$"""{"Authorization":"{{BasicHeader}}"}""")]
    public async Task Patch_changes_the_member_that_it_names_and_keeps_the_others(string patch, string member, string value)
    {
        var before = await api.CreateAsync(Full);
        var id = before.GetProperty("id").GetString();

        var after = (await api.CallAsync("PATCH", $"/v1/webhooks/{id}", patch)).Expect(HttpStatusCode.OK).Data;

        Assert.Equal(value, after.GetProperty(member).GetRawText());
        foreach (var other in before.EnumerateObject().Where(other => other.Name != member && other.Name != "updatedAt"))
        {
            Assert.True(JsonElement.DeepEquals(other.Value, after.GetProperty(other.Name)), other.Name);
        }

        Assert.True(JsonElement.DeepEquals(after, await GetAsync(id)));
    }

    [Fact]
    public async Task A_patch_with_nulls_or_nothing_keeps_everything()
    {
        var before = await api.CreateAsync(Full);

        foreach (var patch in new[] { "{}", """{"name":null,"url":null,"events":null,"authorization":null,"customHeaders":null,"enabled":null,"unknown":1}""" })
        {
            var after = (await api.CallAsync("PATCH", $"/v1/webhooks/{before.GetProperty("id")}", patch)).Expect(HttpStatusCode.OK).Data;
            Assert.Equal(before.GetProperty("headers").GetRawText(), after.GetProperty("headers").GetRawText());
            Assert.Equal(before.GetProperty("subscribedEvents").GetRawText(), after.GetProperty("subscribedEvents").GetRawText());
        }
    }

    [Fact]
    public async Task Delete_returns_no_body_and_removes_the_webhook()
    {
        var id = (await api.CreateAsync(Full)).GetProperty("id").GetString();

        var deleted = (await api.CallAsync("DELETE", $"/v1/webhooks/{id}")).Expect(HttpStatusCode.NoContent);

        Assert.Equal("", deleted.Text);
        Assert.Equal("The requested resource could not be found", (await api.CallAsync("GET", $"/v1/webhooks/{id}")).Expect(HttpStatusCode.NotFound).Message);
        Assert.Equal("The requested resource could not be found", (await api.CallAsync("DELETE", $"/v1/webhooks/{id}")).Expect(HttpStatusCode.NotFound).Message);
    }

    [Fact]
    public async Task A_rotation_creates_a_new_secret_that_signs_requests()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await api.CreateAsync(receiver.Url);
        var before = await GetAsync(id);

        var after = (await api.CallAsync("POST", $"/v1/webhooks/{id}/rotate-secret")).Expect(HttpStatusCode.OK).Data;

        Assert.NotEqual(before.GetProperty("secretKey").GetString(), after.GetProperty("secretKey").GetString());
        receiver.Secret = after.GetProperty("secretKey").GetString();
        await api.PublishAsync();
        await receiver.ReceivesAsync(1);
        Assert.Equal(SignatureVerdict.Valid, receiver.Requests[0].Verdict);
        Assert.Equal(1, SignatureCheck.Signatures(receiver.Requests[0].Headers["X-DIXA-SIGNATURE"]));
    }

    [Fact]
    public async Task During_an_overlap_the_old_secret_also_signs()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await api.CreateAsync(receiver.Url);
        receiver.Secret = (await GetAsync(id)).GetProperty("secretKey").GetString();

        (await api.CallAsync("POST", $"/v1/webhooks/{id}/rotate-secret", """{"overlapSeconds":604800}""")).Expect(HttpStatusCode.OK);

        await api.PublishAsync();
        await receiver.ReceivesAsync(1);
        Assert.Equal(SignatureVerdict.Valid, receiver.Requests[0].Verdict);
        Assert.Equal(2, SignatureCheck.Signatures(receiver.Requests[0].Headers["X-DIXA-SIGNATURE"]));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("604801")]
    [InlineData("9223372036854775807")]
    public async Task An_invalid_overlap_names_the_member_and_what_is_allowed(string seconds)
    {
        var id = (await api.CreateAsync("""{"name":"CRM","url":"https://example.com"}""")).GetProperty("id").GetString();

        var response = (await api.CallAsync("POST", $"/v1/webhooks/{id}/rotate-secret", $$"""{"overlapSeconds":{{seconds}}}""")).Expect(HttpStatusCode.BadRequest);

        Assert.StartsWith("overlapSeconds: ", response.Message, StringComparison.Ordinal);
        Assert.Contains("604,800", response.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"overlapSeconds":null}""")]
    [InlineData("""{"overlapSeconds":0}""")]
    public async Task Without_a_length_there_is_no_overlap(string body)
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await api.CreateAsync(receiver.Url);

        (await api.CallAsync("POST", $"/v1/webhooks/{id}/rotate-secret", body)).Expect(HttpStatusCode.OK);

        await api.PublishAsync();
        await receiver.ReceivesAsync(1);
        Assert.Equal(1, SignatureCheck.Signatures(receiver.Requests[0].Headers["X-DIXA-SIGNATURE"]));
    }

    [Fact]
    public async Task A_change_through_the_API_is_recorded_under_the_tokens_name_and_reading_the_secret_once_an_hour()
    {
        var id = (await api.CreateAsync("""{"name":"CRM","url":"https://example.com"}""")).GetProperty("id").GetString();
        await GetAsync(id!);
        await api.CallAsync("GET", "/v1/webhooks");
        await api.CallAsync("PATCH", $"/v1/webhooks/{id}", """{"name":"Changed"}""");

        var activities = await api.App.ReadAsync(
            $"SELECT action, actor_name, data FROM audit WHERE lower(hex(target_id)) = '{Guid.Parse(id!):N}' ORDER BY id",
            row => ((AuditAction)row.GetInt32(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)));

        // If the test runs over the end of an hour, there can be a second read.
        Assert.Equal(
            [(AuditAction.WebhookCreated, "Bootstrap token", null), (AuditAction.SecretRead, "Bootstrap token", null), (AuditAction.WebhookChanged, "Bootstrap token", """{"name":true}""")],
            activities.DistinctBy(row => row.Item1));
    }

    [Fact]
    public async Task Twenty_concurrent_changes_all_succeed()
    {
        var id = (await api.CreateAsync("""{"name":"CRM","url":"https://example.com"}""")).GetProperty("id").GetString();

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => api.CallAsync("PATCH", $"/v1/webhooks/{id}", $$"""{"name":"CRM {{i}}"}""")));

        Assert.All(responses, response => response.Expect(HttpStatusCode.OK));
    }

    [Fact]
    public async Task The_API_and_the_screens_change_the_same_webhook()
    {
        var id = (await api.CreateAsync(Full)).GetProperty("id").GetString();

        var changes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => api.CallAsync("PATCH", $"/v1/webhooks/{id}", $$"""{"name":"Name {{i}}"}""")));

        Assert.All(changes, change => change.Expect(HttpStatusCode.OK));
    }

    private async Task<JsonElement> GetAsync(string? id) => (await api.CallAsync("GET", $"/v1/webhooks/{id}")).Expect(HttpStatusCode.OK).Data;

    private static IEnumerable<string?> Strings(JsonElement array) => array.EnumerateArray().Select(one => one.GetString());
}
