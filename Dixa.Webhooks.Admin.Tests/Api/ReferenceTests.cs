using System.Net;
using System.Text.Json;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>The OpenAPI document compared with real responses.</summary>
public sealed class ReferenceTests(ApiApp api) : IClassFixture<ApiApp>
{
    [Fact]
    public void The_document_is_openapi_3_1_and_has_every_operation()
    {
        Assert.StartsWith("3.1.", api.Document.Root.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            [
                "delete /v1/webhooks/{id}", "get /v1/audit", "get /v1/deliveries", "get /v1/event-types", "get /v1/events/{eventId}", "get /v1/privacy/erasures/{id}", "get /v1/webhooks", "get /v1/webhooks/{id}", "get /v1/webhooks/{id}/deliveries",
                "get /v1/webhooks/{id}/deliveries/{deliveryId}", "get /v1/webhooks/{id}/delivery-status", "get /v1/webhooks/{id}/delivery-status/logs/{event}", "get /v1/webhooks/{id}/replay",
                "patch /v1/webhooks/{id}", "post /v1/events", "post /v1/privacy/erasures", "post /v1/webhooks", "post /v1/webhooks/{id}/deliveries/{deliveryId}/resend",
                "post /v1/webhooks/{id}/replay", "post /v1/webhooks/{id}/resend", "post /v1/webhooks/{id}/rotate-secret", "post /v1/webhooks/{id}/test",
            ],
            api.Document.Operations.Select(one => $"{one.Method} {one.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_operation_has_texts_examples_and_errors_and_each_example_matches_its_schema()
    {
        foreach (var (path, method, operation) in api.Document.Operations)
        {
            Assert.True(operation.GetProperty("summary").GetString()!.Length > 5, path);
            Assert.Contains("Scope: ", operation.GetProperty("description").GetString(), StringComparison.Ordinal);
            Assert.True(operation.TryGetProperty("requestBody", out var body) || method != "patch");
            if (body.ValueKind is JsonValueKind.Object)
            {
                ExampleFits(body, $"{method} {path}");
            }

            var responses = operation.GetProperty("responses");
            Assert.Subset(responses.EnumerateObject().Select(response => response.Name).ToHashSet(), new HashSet<string> { "401", "403", "429", "500" });
            foreach (var response in responses.EnumerateObject().Where(response => response.Name != "204"))
            {
                ExampleFits(response.Value, $"{method} {path} {response.Name}");
            }
        }
    }

    [Fact]
    public async Task Each_operation_responds_as_documented()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await api.CreateAsync(receiver.Url);
        var eventId = await api.PublishAsync();
        await api.CallAsync("POST", "/v1/events", """[{"event_fqn":"AGENT_BANNED_IP","data":{}}]""");
        var delivery = Assert.Single(await api.DeliveriesAsync(id, "Delivered")).GetProperty("id");
        var webhook = $"/v1/webhooks/{id}";
        (string Method, string Path, string? Body)[] calls =
        [
            ("GET", "/v1/webhooks", null), ("GET", webhook, null), ("PATCH", webhook, """{"name":"x"}"""), ("POST", $"{webhook}/rotate-secret", null),
            ("GET", $"{webhook}/delivery-status", null), ("GET", $"{webhook}/delivery-status/logs/ConversationCreated", null), ("GET", $"{webhook}/deliveries?pageLimit=1", null),
            ("GET", $"{webhook}/deliveries/{delivery}", null), ("POST", $"{webhook}/deliveries/{delivery}/resend", null), ("POST", $"{webhook}/test", """{"event":"ConversationRated"}"""),
            ("POST", $"{webhook}/replay", """{"since":"2026-01-01T00:00:00Z","dryRun":true}"""), ("POST", $"{webhook}/replay", """{"since":"2026-01-01T00:00:00Z","events":["AgentBannedIp"]}"""), ("GET", $"{webhook}/replay", null),
            ("POST", $"{webhook}/resend", """{"since":"2026-01-01T00:00:00Z"}"""), ("GET", "/v1/event-types", null), ("GET", "/v1/audit", null), ("GET", "/v1/deliveries?pageLimit=1", null), ("GET", $"/v1/events/{eventId}", null), ("DELETE", webhook, null),
            ("POST", "/v1/privacy/erasures", """{"value":"freja@example.com","dryRun":true}"""), ("POST", "/v1/privacy/erasures", """{"value":"freja@example.com"}"""),
        ];
        var erasure = (await api.CallAsync("POST", "/v1/privacy/erasures", """{"value":"mads@example.com"}""")).Data.GetProperty("id").GetString();
        foreach (var (method, path, body) in calls.Append(("GET", $"/v1/privacy/erasures/{erasure}", null)))
        {
            // Each response is validated against the document when it arrives.
            Assert.InRange((int)(await api.CallAsync(method, path, body)).Status, 200, 299);
        }

        var documented = api.Document.Operations.SelectMany(one => one.Operation.GetProperty("responses").EnumerateObject()
            .Where(response => response.Name[0] == '2')
            .Select(response => (one.Operation.GetProperty("operationId").GetString()!, response.Name)));
        Assert.Subset(api.Document.Seen.ToHashSet(), documented.ToHashSet());
    }

    [Fact]
    public async Task Request_members_are_documented()
    {
        foreach (var (path, body) in new[]
        {
            ("/v1/webhooks", """{"name":"CRM","url":"https://example.com","events":["ConversationRated"],"authorization":{"_type":"BasicAuth","username":"u","password":"p"},"customHeaders":{"X-A":"1"},"enabled":true}"""),
            ("/v1/webhooks", """{"name":"CRM","url":"https://example.com"}"""),
            ("/v1/events", """{"event_fqn":"AGENT_BANNED_IP","data":{},"organization":{"id":"7b2f1f3c-5f0e-4a53-9a3c-0c9a5a6d1e42","name":"Dixa"},"event_timestamp":"2026-03-01T12:00:00Z"}"""),
        })
        {
            var schema = Operation("post", path).GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
            Assert.Empty(api.Document.Errors(schema, JsonElement.Parse(body)));
            Assert.InRange((int)(await api.CallAsync("POST", path, body)).Status, 200, 299);
        }

        var create = Operation("post", "/v1/webhooks").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.NotEmpty(api.Document.Errors(create, JsonElement.Parse("""{"name":"CRM"}""")));
        Assert.NotEmpty(api.Document.Errors(create, JsonElement.Parse("""{"name":"CRM","url":"x","events":["CONVERSATION_CREATED"]}""")));
    }

    [Fact]
    public async Task An_undocumented_response_is_detected()
    {
        var response = (await api.CallAsync("GET", "/v1/webhooks")).Expect(HttpStatusCode.OK);

        Assert.ThrowsAny<Exception>(() => api.Document.Check("GET", "/v1/webhooks", 418, "application/json; charset=utf-8", response.Text));
        Assert.ThrowsAny<Exception>(() => api.Document.Check("GET", "/v1/webhooks", 200, "application/json; charset=utf-8", """{"data":[{"id":1}]}"""));
        Assert.ThrowsAny<Exception>(() => api.Document.Check("GET", "/v1/other", 200, "application/json; charset=utf-8", "{}"));
    }

    private JsonElement Operation(string method, string path) => api.Document.Operations.Single(one => one.Method == method && one.Path == path).Operation;

    private void ExampleFits(JsonElement described, string what)
    {
        var content = described.GetProperty("content").GetProperty("application/json");
        Assert.True(content.TryGetProperty("example", out var example), what);
        Assert.True(api.Document.Errors(content.GetProperty("schema"), example) is { Count: 0 }, $"{what}: {string.Join("; ", api.Document.Errors(content.GetProperty("schema"), example))}");
    }
}
