using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary><c>POST /v1/events</c> over real HTTP.</summary>
public sealed class PublishTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly InProcessApp _app = shared.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData($"Basic {TestApp.ApiToken}", HttpStatusCode.Unauthorized)]
    [InlineData($"{TestApp.ApiToken}x", HttpStatusCode.Unauthorized)]
    [InlineData($"Bearer {TestApp.ApiToken}", HttpStatusCode.Accepted)]
    [InlineData($"bearer {TestApp.ApiToken}", HttpStatusCode.Accepted)]
    [InlineData(TestApp.ApiToken, HttpStatusCode.Accepted)]
    public async Task A_token_is_required_raw_or_as_bearer(string? authorization, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new StringContent(Publishing.Event()) };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await _app.Client.SendAsync(request, Cancel);

        Assert.Equal(status, response.StatusCode);
        if (status is HttpStatusCode.Unauthorized)
        {
            Assert.NotEmpty((await JsonAsync(response)).GetProperty("message").GetString()!);
        }
    }

    [Fact]
    public async Task A_client_with_a_wrong_token_does_not_fill_the_log()
    {
        await using var app = await AppProcess.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new StringContent(Publishing.Event()) };
        request.Headers.TryAddWithoutValidation("Authorization", "wrong");
        using var response = await app.Client.SendAsync(request, Cancel);
        await app.StopCleanlyAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("Application is shutting down", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ApiToken", app.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", HttpStatusCode.BadRequest, "not valid JSON")]
    [InlineData("""{"event_fqn":"X","data":{} }""", HttpStatusCode.BadRequest, "event_fqn")]
    [InlineData("""[{"event_fqn":"AGENT_BANNED_IP","data":{}},{"event_fqn":"AGENT_BANNED_IP","data":[]}]""", HttpStatusCode.BadRequest, "[1].data")]
    [InlineData("""[{"event_fqn":"AGENT_BANNED_IP","data":{}},{"event_fqn":"CONVERSATION_CREATED","data":{}}]""", HttpStatusCode.BadRequest, "[1].data.conversation is missing; it must be an object.")]
    [InlineData("""{"event_fqn":"CONVERSATION_OPEN","data":{"conversation":{"csid":"4711"}}}""", HttpStatusCode.BadRequest, "data.conversation.csid must be an integer, not a string.")]
    public async Task An_invalid_request_gets_a_response_with_a_message(string body, HttpStatusCode status, string message)
    {
        using var response = await _app.PostEventsAsync(body);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(message, (await JsonAsync(response)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task If_any_event_of_an_array_is_invalid_nothing_is_stored()
    {
        var id = Guid.NewGuid();
        var good = Publishing.Event(id);
        using (var refused = await _app.PostEventsAsync($"[{good},{{}}]"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        Assert.False((await _app.PublishAsync(good)).GetProperty("duplicate").GetBoolean());
    }

    [Fact]
    public async Task The_same_event_again_is_a_duplicate()
    {
        var id = Guid.NewGuid();
        var body = Publishing.Event(id);

        var first = await _app.PublishAsync(body);
        var second = await _app.PublishAsync(body);

        Assert.Equal((id, 0, false), Read(first));
        Assert.Equal((id, 0, true), Read(second));
    }

    [Fact]
    public async Task An_array_gets_a_response_with_an_array_in_its_order()
    {
        var (ids, body) = Publishing.Events(1_000);

        var data = await _app.PublishAsync(body);

        Assert.Equal(ids, data.EnumerateArray().Select(result => result.GetProperty("event_id").GetGuid()));
    }

    [Theory]
    [InlineData(1_100_000)]
    [InlineData(17_000_000)]
    [InlineData(40_000_000)]
    public async Task A_body_that_is_too_large_is_413_with_a_message(int bytes)
    {
        using var response = await _app.PostEventsAsync(Publishing.Event(data: $$"""{"a":"{{new string('x', bytes)}}"}"""));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("bytes", (await JsonAsync(response)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_and_one_events_are_400()
    {
        using var response = await _app.PostEventsAsync($"[{string.Join(',', Enumerable.Repeat(Publishing.Event(), 1_001))}]");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("1001 events. It must have 1 to 1000", (await JsonAsync(response)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_method_is_405()
    {
        using var response = await _app.Api.GetAsync("/v1/events", Cancel);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Theory]
    [InlineData("/jobs")]
    [InlineData("/settings/people")]
    [InlineData("/settings/integrations/webhooks")]
    public async Task Pages_redirect_signed_out_users_to_sign_in(string path)
    {
        using var response = await _app.Client.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.StartsWith("/account/sign-in", new Uri(_app.Address, response.Headers.Location!).AbsolutePath, StringComparison.Ordinal);
    }

    private static (Guid, int, bool) Read(JsonElement result) =>
        (result.GetProperty("event_id").GetGuid(), result.GetProperty("deliveries").GetInt32(), result.GetProperty("duplicate").GetBoolean());

    private static Task<JsonElement> JsonAsync(HttpResponseMessage response) => response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
}
