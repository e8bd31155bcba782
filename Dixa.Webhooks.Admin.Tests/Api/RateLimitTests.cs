using System.Net;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Api;

public sealed class RateLimitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_has_used_up_its_burst_gets_Retry_After_and_can_continue_then()
    {
        await using var app = await InProcessApp.StartAsync(("Api:RateLimit:PerSecond", "1"), ("Api:RateLimit:Burst", "3"));

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var one = await app.Api.GetAsync("/v1/event-types", Cancel);
            statuses.Add(one.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], statuses.Take(3));
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        using var refused = await app.Api.GetAsync("/v1/event-types", Cancel);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Assert.Equal("""{"message":"Too many requests with this API token. Try again in 1 s."}""", await refused.Content.ReadAsStringAsync(Cancel));

        // Requests without a token do not use up any token's limit.
        using var nobody = await app.Client.GetAsync("/v1/event-types", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);

        // Publishing has its own limit, which is off.
        for (var i = 0; i < 20; i++)
        {
            using var published = await app.Api.PostAsync("/v1/events", new StringContent("""{"event_fqn":"AGENT_BANNED_IP","data":{}}"""), Cancel);
            Assert.Equal(HttpStatusCode.Accepted, published.StatusCode);
        }

        await Eventually.BecomesTrueAsync(
            async () =>
            {
                using var again = await app.Api.GetAsync("/v1/event-types", Cancel);
                return again.IsSuccessStatusCode;
            },
            "the token may call again");
    }

    [Fact]
    public async Task Publishing_is_limited_by_its_own_setting()
    {
        await using var app = await InProcessApp.StartAsync(("Api:RateLimit:Events:PerSecond", "1"), ("Api:RateLimit:Events:Burst", "2"));

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var published = await app.Api.PostAsync("/v1/events", new StringContent("""{"event_fqn":"AGENT_BANNED_IP","data":{}}"""), Cancel);
            statuses.Add(published.StatusCode);
        }

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Accepted], statuses.Take(2));
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        using var managed = await app.Api.GetAsync("/v1/event-types", Cancel);
        Assert.Equal(HttpStatusCode.OK, managed.StatusCode);
    }
}
