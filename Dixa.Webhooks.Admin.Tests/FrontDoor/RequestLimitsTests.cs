using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.FrontDoor;

public sealed class RequestLimitsTests
{
    private const string Here = "192.0.2.1";
    private const string Elsewhere = "203.0.113.9";

    private static readonly ClientLimitOptions Two = new() { PerMinute = 6, Burst = 2, TotalPerSecond = 1_000 };

    private readonly FakeTimeProvider _time = new();
    private readonly RequestLimits _limits;
    private int _passed;

    public RequestLimitsTests() => _limits = new RequestLimits(
        _ =>
        {
            _passed++;
            return Task.CompletedTask;
        },
        "/sandbox",
        Options.Create(new LimitsOptions { SignIn = Two, Sandbox = Two, PageConnections = Two }),
        _time,
        NullLogger<RequestLimits>.Instance);

    [Theory]
    [InlineData("POST", "/account/sign-in", "")]
    [InlineData("POST", "/account/anything-else-that-is-anonymous", "")]
    [InlineData("POST", "/sandbox", "")]
    [InlineData("PUT", "/sandbox/elsewhere", "")]
    [InlineData("POST", "/_blazor/negotiate", "?negotiateVersion=1")]
    [InlineData("GET", "/_blazor", "")]
    public async Task Anonymous_requests_are_limited(string method, string path, string query)
    {
        Assert.Equal([200, 200, 429, 429], await StatusesAsync(4, method, path, query));
        Assert.Equal(2, _passed);

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([200, 429], await StatusesAsync(2, method, path, query));
    }

    [Theory]
    [InlineData("GET", "/account/sign-in", "")]
    [InlineData("GET", "/sandbox", "")]
    [InlineData("GET", "/_blazor", "?id=abc")]
    [InlineData("POST", "/_blazor", "?id=abc")]
    [InlineData("POST", "/_blazor/disconnect", "")]
    public async Task Cheap_requests_and_those_of_an_open_connection_are_not_limited(string method, string path, string query) =>
        Assert.All(await StatusesAsync(50, method, path, query), status => Assert.Equal(200, status));

    [Fact]
    public async Task Requests_that_need_a_session_or_token_are_not_limited()
    {
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(200, (await SendAsync("POST", "/v1/events", metadata: [new AuthorizeAttribute()])).Response.StatusCode);
        }
    }

    [Fact]
    public async Task The_applications_own_deliveries_to_the_sandbox_are_not_limited_and_those_of_a_proxy_on_this_machine_are()
    {
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(200, (await SendAsync("POST", "/sandbox", from: Here)).Response.StatusCode);
        }

        Assert.Equal(200, (await SendAsync("POST", "/sandbox", from: Here, forwarded: true)).Response.StatusCode);
        Assert.Equal(200, (await SendAsync("POST", "/sandbox", from: Here, forwarded: true)).Response.StatusCode);
        Assert.Equal(429, (await SendAsync("POST", "/sandbox", from: Here, forwarded: true)).Response.StatusCode);
    }

    [Fact]
    public async Task Programs_on_this_machine_cannot_flood_the_sign_in() =>
        Assert.Equal([200, 200, 429], await StatusesAsync(3, "POST", "/account/sign-in", "", Here));

    [Fact]
    public async Task A_refusal_says_how_long_to_wait()
    {
        await StatusesAsync(2, "POST", "/sandbox", "");
        var refused = await SendAsync("POST", "/sandbox");

        Assert.Equal("10", refused.Response.Headers.RetryAfter);
        Assert.Equal("""{"message":"Too many attempts. Wait 10 seconds, then try again."}""", Text(refused));
    }

    [Fact]
    public async Task A_form_is_refused_immediately_by_its_own_page_and_a_flood_with_a_short_response_after_a_second()
    {
        object[] page = [new AllowAnonymousAttribute(), new ShowsTooManyRequestsAttribute()];
        await StatusesAsync(2, "POST", "/account/sign-in", "");
        _passed = 0;

        var refused = await SendAsync("POST", "/account/sign-in", metadata: page);
        Assert.Equal((429, 1, "10"), (refused.Response.StatusCode, _passed, refused.Response.Headers.RetryAfter.ToString()));
        Assert.Equal("Too many attempts. Wait 10 seconds, then try again.", TooManyRequests.Of(refused)?.Message);

        var flood = Enumerable.Range(0, 400).Select(_ => SendAsync("POST", "/account/sign-in", metadata: page)).ToList();
        Assert.Equal(10, _passed);
        Assert.Equal(256, flood.Count(request => !request.IsCompleted));

        _time.Advance(TimeSpan.FromSeconds(1));
        var responses = await Task.WhenAll(flood);
        Assert.All(responses, response => Assert.Equal(429, response.Response.StatusCode));
        Assert.Equal(10, _passed);
        Assert.Contains("<p>Too many attempts. Wait 10 seconds, then try again.", Text(responses[^1]), StringComparison.Ordinal);
        Assert.Contains("<p>Too many attempts. Wait 10 seconds, then try again.", Text(responses[50]), StringComparison.Ordinal);

        // The delayed requests have ended.
        for (var i = 0; i < 10; i++)
        {
            await SendAsync("POST", "/account/sign-in", metadata: page);
        }

        Assert.False(SendAsync("POST", "/account/sign-in", metadata: page).IsCompleted);
    }

    [Fact]
    public async Task A_form_whose_page_cannot_show_the_limit_is_never_passed_on()
    {
        await StatusesAsync(2, "POST", "/account/sign-out", "");
        var refused = await SendAsync("POST", "/account/sign-out");

        Assert.Equal((429, 2), (refused.Response.StatusCode, _passed));
        Assert.Contains("Too many attempts", Text(refused), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<int>> StatusesAsync(int count, string method, string path, string query, string from = Elsewhere)
    {
        var statuses = new List<int>();
        for (var i = 0; i < count; i++)
        {
            statuses.Add((await SendAsync(method, path, query, from)).Response.StatusCode);
        }

        return statuses;
    }

    private async Task<HttpContext> SendAsync(string method, string path, string query = "", string from = Elsewhere, bool forwarded = false, object[]? metadata = null)
    {
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path, http.Request.QueryString) = (method, path, new QueryString(query));
        (http.Connection.RemoteIpAddress, http.Connection.LocalIpAddress) = (IPAddress.Parse(from), IPAddress.Parse(Here));
        http.Response.Body = new MemoryStream();
        if (forwarded)
        {
            http.Request.Headers["X-Forwarded-For"] = Elsewhere;
        }

        http.SetEndpoint(new Endpoint(requestDelegate: null, new EndpointMetadataCollection(metadata ?? [new AllowAnonymousAttribute()]), path));
        await _limits.InvokeAsync(http);
        return http;
    }

    private static string Text(HttpContext http) => Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray());
}
