using System.Net;
using System.Net.Http.Headers;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Operations.Metrics;

/// <summary>Who may read the metrics.</summary>
public sealed class MetricsAccessTests
{
    private const string Token = "token-of-the-metrics";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_setting_there_are_no_metrics()
    {
        await using var app = await InProcessApp.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await ScrapeAsync(app)).Status);
    }

    [Fact]
    public async Task With_a_token_only_those_who_send_it_read_them()
    {
        await using var app = await InProcessApp.StartAsync(("Metrics:Token", Token));

        Assert.Equal(HttpStatusCode.Unauthorized, (await ScrapeAsync(app)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ScrapeAsync(app, Token[..^1])).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ScrapeAsync(app, Token + "x")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ScrapeAsync(app, TestApp.ApiToken)).Status);
        var (status, body) = await ScrapeAsync(app, Token);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("dixa_webhooks_requests_in_flight", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.0/8", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("10.0.0.0/8", HttpStatusCode.Forbidden)]
    public async Task With_a_network_only_its_addresses_read_them(string network, HttpStatusCode expected)
    {
        await using var app = await InProcessApp.StartAsync(("Metrics:AllowedNetworks:0", network));

        Assert.Equal(expected, (await ScrapeAsync(app)).Status);
    }

    [Fact]
    public async Task With_both_both_are_needed()
    {
        await using var app = await InProcessApp.StartAsync(("Metrics:AllowedNetworks:0", "10.0.0.0/8"), ("Metrics:Token", Token));

        Assert.Equal(HttpStatusCode.Forbidden, (await ScrapeAsync(app, Token)).Status);
    }

    [Fact]
    public async Task A_forwarded_address_counts_only_if_a_known_proxy_sent_it()
    {
        await using var direct = await InProcessApp.StartAsync(("Metrics:AllowedNetworks:0", "10.0.0.0/8"));
        await using var proxied = await InProcessApp.StartAsync(("Metrics:AllowedNetworks:0", "10.0.0.0/8"), ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"));

        Assert.Equal(HttpStatusCode.Forbidden, (await ScrapeAsync(direct, forwardedFor: "10.1.2.3")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ScrapeAsync(proxied, forwardedFor: "10.1.2.3")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ScrapeAsync(proxied, forwardedFor: "10.1.2.3, 192.0.2.1")).Status);
    }

    [Theory]
    [InlineData("Web")]
    [InlineData("Ingest")]
    [InlineData("Dispatch")]
    public async Task Each_role_has_them(string roles)
    {
        await using var app = await InProcessApp.StartAsync(("Node:Roles", roles), ("Metrics:Token", Token));

        Assert.Equal(HttpStatusCode.OK, (await ScrapeAsync(app, Token)).Status);
    }

    private static async Task<(HttpStatusCode Status, string Body)> ScrapeAsync(InProcessApp app, string? token = null, string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        using var response = await app.Client.SendAsync(request, Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }
}
