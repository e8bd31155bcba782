using System.Net;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>What a token with each scope can do, over real HTTP, with stored tokens.</summary>
public sealed class ScopeTests(ApiApp api) : IClassFixture<ApiApp>
{
    private const string Webhook = """{"name":"CRM","url":"https://crm.example.com","events":["ConversationCreated"],"authorization":{"_type":"TokenAuth","value":"abc"},"customHeaders":{"X-Api-Key":"key"}}""";

    private static readonly (string Method, string Path, string? Body, ApiScopes Scope)[] Operations =
    [
        ("GET", "/v1/event-types", null, ApiScopes.All),
        ("POST", "/v1/events", """{"event_fqn":"AGENT_BANNED_IP","data":{}}""", ApiScopes.PublishEvents),
        ("GET", "/v1/audit", null, ApiScopes.ReadAudit),
        ("GET", "/v1/deliveries", null, ApiScopes.ReadWebhooks),
        ("GET", "/v1/events/{id}", null, ApiScopes.ReadWebhooks),
        ("GET", "/v1/webhooks", null, ApiScopes.ReadWebhooks),
        ("GET", "/v1/webhooks/{id}", null, ApiScopes.ReadWebhooks),
        ("GET", "/v1/webhooks/{id}/delivery-status", null, ApiScopes.ReadWebhooks),
        ("GET", "/v1/webhooks/{id}/delivery-status/logs/ConversationCreated", null, ApiScopes.ReadWebhooks),
        ("GET", "/v1/webhooks/{id}/deliveries", null, ApiScopes.ReadWebhooks),
        ("GET", "/v1/webhooks/{id}/deliveries/0", null, ApiScopes.ReadWebhooks),
        ("POST", "/v1/webhooks", Webhook, ApiScopes.ManageWebhooks),
        ("PATCH", "/v1/webhooks/{id}", """{"name":"CRM 2"}""", ApiScopes.ManageWebhooks),
        ("POST", "/v1/webhooks/{id}/rotate-secret", null, ApiScopes.ManageWebhooks),
        ("POST", "/v1/webhooks/{id}/test", """{"event":"ConversationCreated"}""", ApiScopes.ManageWebhooks),
        ("POST", "/v1/webhooks/{id}/resend", """{"since":"2026-01-01T00:00:00Z"}""", ApiScopes.ManageWebhooks),
        ("POST", "/v1/webhooks/{id}/replay", """{"since":"2026-01-01T00:00:00Z"}""", ApiScopes.ManageWebhooks),
        ("GET", "/v1/webhooks/{id}/replay", null, ApiScopes.ReadWebhooks),
        ("POST", "/v1/webhooks/{id}/deliveries/0/resend", null, ApiScopes.ManageWebhooks),
        ("DELETE", "/v1/webhooks/{id}", null, ApiScopes.ManageWebhooks),
        ("POST", "/v1/privacy/erasures", """{"value":"freja@example.com","dryRun":true}""", ApiScopes.ErasePeople),
        ("GET", "/v1/privacy/erasures/{id}", null, ApiScopes.ErasePeople),
    ];

    [Fact]
    public async Task Without_a_valid_token_every_operation_is_401()
    {
        foreach (var (method, path, body, _) in Operations)
        {
            Assert.NotEmpty((await api.CallAsync(method, Path(path), body, "")).Expect(HttpStatusCode.Unauthorized).Message);
            Assert.NotEmpty((await api.CallAsync(method, Path(path), body, "Bearer dxw_wrong-token")).Expect(HttpStatusCode.Unauthorized).Message);
        }
    }

    [Theory]
    [InlineData("revoked_at")]
    [InlineData("expires_at")]
    public async Task A_token_that_is_revoked_or_has_expired_is_401_for_every_operation(string column)
    {
        var token = await api.TokenAsync(ApiScopes.All);
        await api.EndTokenAsync(token, column);

        foreach (var (method, path, body, _) in Operations)
        {
            Assert.NotEmpty((await api.CallAsync(method, Path(path), body, token)).Expect(HttpStatusCode.Unauthorized).Message);
        }
    }

    [Theory]
    [InlineData(ApiScopes.PublishEvents)]
    [InlineData(ApiScopes.ReadWebhooks)]
    [InlineData(ApiScopes.ManageWebhooks)]
    [InlineData(ApiScopes.ErasePeople)]
    [InlineData(ApiScopes.ReadAudit)]
    public async Task A_token_can_do_only_what_its_scope_allows(ApiScopes scope)
    {
        var id = (await api.CreateAsync(Webhook)).GetProperty("id").GetString()!;
        var token = await api.TokenAsync(scope);

        foreach (var (method, path, body, wanted) in Operations)
        {
            var response = await api.CallAsync(method, path.Replace("{id}", id, StringComparison.Ordinal), body, token);
            if (wanted is ApiScopes.All || wanted == scope || (wanted, scope) == (ApiScopes.ReadWebhooks, ApiScopes.ManageWebhooks))
            {
                Assert.False(response.Status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized, $"{method} {path}: {response.Text}");
            }
            else
            {
                Assert.Equal($"This API token does not have the scope \"{wanted.Words()}\".", response.Expect(HttpStatusCode.Forbidden).Message);
            }
        }
    }

    [Fact]
    public async Task A_read_only_token_sees_no_secrets_and_header_values_and_a_manage_token_sees_both()
    {
        var created = await api.CreateAsync(Webhook);
        var id = created.GetProperty("id").GetString();
        var reader = await api.TokenAsync(ApiScopes.ReadWebhooks);

        var masked = (await api.CallAsync("GET", $"/v1/webhooks/{id}", authorization: reader)).Expect(HttpStatusCode.OK).Data;
        var listed = (await api.CallAsync("GET", "/v1/webhooks", authorization: reader)).Data.EnumerateArray().Single(one => one.GetProperty("id").GetString() == id);
        var whole = (await api.CallAsync("GET", $"/v1/webhooks/{id}", authorization: await api.TokenAsync(ApiScopes.ManageWebhooks))).Data;

        Assert.Equal(Mask.Text, masked.GetProperty("secretKey").GetString());
        Assert.Equal($$"""{"Authorization":"{{Mask.Text}}","X-Api-Key":"{{Mask.Text}}"}""", masked.GetProperty("headers").GetRawText());
        Assert.True(JsonElement.DeepEquals(masked, listed));
        Assert.True(JsonElement.DeepEquals(created, whole));
    }

    [Fact]
    public async Task A_read_only_token_does_not_see_responses()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(200, "you sent Bearer abc");
        var id = await api.CreateAsync(receiver.Url);
        await api.PublishAsync();
        var delivery = Assert.Single(await api.DeliveriesAsync(id, "Delivered")).GetProperty("id");

        var read = await api.CallAsync("GET", $"/v1/webhooks/{id}/deliveries/{delivery}", authorization: await api.TokenAsync(ApiScopes.ReadWebhooks));

        Assert.Equal(JsonValueKind.Null, read.Expect(HttpStatusCode.OK).Data.GetProperty("attempts")[0].GetProperty("responseBody").ValueKind);
    }

    [Fact]
    public async Task A_mask_that_is_sent_back_keeps_what_is_stored()
    {
        var created = await api.CreateAsync(Webhook);

        var patched = (await api.CallAsync("PATCH", $"/v1/webhooks/{created.GetProperty("id")}", $$"""{"customHeaders":{"X-Api-Key":"{{Mask.Text}}","X-New":"1"} }""")).Expect(HttpStatusCode.OK).Data;

        Assert.Equal("""{"Authorization":"Bearer abc","X-Api-Key":"key","X-New":"1"}""", patched.GetProperty("headers").GetRawText());
    }

    [Fact]
    public async Task A_webhook_is_created_and_updated_by_the_token()
    {
        var (creator, creatorId) = await api.TokenWithIdAsync(ApiScopes.ManageWebhooks);
        var (editor, editorId) = await api.TokenWithIdAsync(ApiScopes.ManageWebhooks);

        var created = (await api.CallAsync("POST", "/v1/webhooks", Webhook, $"Bearer {creator}")).Expect(HttpStatusCode.Created).Data;
        var edited = (await api.CallAsync("PATCH", $"/v1/webhooks/{created.GetProperty("id")}", """{"name":"x"}""", editor)).Expect(HttpStatusCode.OK).Data;

        Assert.Equal((creatorId, creatorId), (created.GetProperty("createdBy").GetGuid(), created.GetProperty("updatedBy").GetGuid()));
        Assert.Equal((creatorId, editorId), (edited.GetProperty("createdBy").GetGuid(), edited.GetProperty("updatedBy").GetGuid()));
    }

    private static string Path(string path) => path.Replace("{id}", "0be2bd61-7e28-4620-87f0-74952725d960", StringComparison.Ordinal);
}
