using System.Net;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Api;

public sealed class AuditApiTests(ApiApp api) : IClassFixture<ApiApp>
{
    [Fact]
    public async Task A_token_with_the_scope_reads_who_did_what()
    {
        var id = (await api.CreateAsync("""{"name":"Audited","url":"https://example.com"}""")).GetProperty("id").GetGuid();
        await api.CallAsync("PATCH", $"/v1/webhooks/{id}", """{"name":"Renamed"}""");
        await api.CallAsync("DELETE", $"/v1/webhooks/{id}");
        var token = await api.TokenAsync(ApiScopes.ReadAudit);

        var rows = (await api.CallAsync("GET", $"/v1/audit?target={id}", authorization: token)).Expect(HttpStatusCode.OK).Data.EnumerateArray().ToList();

        Assert.Equal(["WebhookRemoved", "WebhookChanged", "SecretRead", "WebhookCreated"], rows.Select(row => row.GetProperty("action").GetString()).Distinct());
        var removed = rows[0];
        Assert.Equal(("BootstrapToken", Actor.BootstrapTokenId, "Bootstrap token"), Named(removed.GetProperty("actor")));
        Assert.Equal(("Webhook", id, "Renamed"), Named(removed.GetProperty("target")));
        Assert.Equal("127.0.0.1", removed.GetProperty("address").GetString());
        Assert.True(rows[1].GetProperty("detail").GetProperty("name").GetBoolean());
    }

    [Fact]
    public async Task Pages_follow_each_other_with_all_filters()
    {
        for (var i = 0; i < 5; i++)
        {
            await api.CreateAsync($$"""{"name":"Paged {{i}}","url":"https://example.com"}""");
        }

        var names = new List<string>();
        for (var path = "/v1/audit?target=Paged&action=WebhookCreated&actor=bootstrap&since=2026-01-01T00:00:00Z&pageLimit=2"; path is not null;)
        {
            var page = JsonDocument.Parse((await api.CallAsync("GET", path)).Expect(HttpStatusCode.OK).Text).RootElement;
            names.AddRange(page.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("target").GetProperty("name").GetString()!));
            path = page.GetProperty("meta").GetProperty("next").GetString();
        }

        Assert.Equal(["Paged 4", "Paged 3", "Paged 2", "Paged 1", "Paged 0"], names);
    }

    [Theory]
    [InlineData("actions=WebhookCreated", "\"actions\" is not a parameter of this list. Did you mean \"action\"?")]
    [InlineData("action=Nothing", "action must be one of WebhookCreated, WebhookChanged")]
    [InlineData("action=0", "action must be one of WebhookCreated, WebhookChanged")]
    [InlineData("since=1/2/2026", "since must be a time, for example 2026-03-01T12:00:00Z.")]
    [InlineData("until=yesterday", "until must be a time, for example 2026-03-01T12:00:00Z.")]
    [InlineData("since=2026-03-02T00:00:00Z&until=2026-03-01T00:00:00Z", "until must be later than since.")]
    [InlineData("since=2026-03-01T00:00:00Z&until=2026-03-01T00:00:00Z", "until must be later than since.")]
    [InlineData("pageLimit=0", "pageLimit must be between 1 and 100.")]
    [InlineData("pageLimit=101", "pageLimit must be between 1 and 100.")]
    [InlineData("pageLimit=ten", "pageLimit must be between 1 and 100.")]
    [InlineData("pageKey=-1", "pageKey is invalid. Take it from meta.next of the previous page.")]
    public async Task A_filter_that_is_invalid_is_named_with_what_is_allowed(string query, string message) =>
        Assert.StartsWith(message, (await api.CallAsync("GET", $"/v1/audit?{query}")).Expect(HttpStatusCode.BadRequest).Message, StringComparison.Ordinal);

    private static (string?, Guid, string?) Named(JsonElement element) =>
        (element.GetProperty("kind").GetString(), element.GetProperty("id").GetGuid(), element.GetProperty("name").GetString());
}
