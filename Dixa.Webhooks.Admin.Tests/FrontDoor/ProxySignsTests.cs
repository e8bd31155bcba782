using System.Net;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.FrontDoor;

public sealed class ProxySignsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_connection_that_another_process_negotiated_is_counted_and_a_proxy_that_is_not_known_is_remembered()
    {
        await using var app = await InProcessApp.StartAsync();
        var signs = app.Services.GetRequiredService<ProxySigns>();
        using var browser = app.Browser();
        using var signedIn = await InProcessApp.SignInAsync(browser);
        using var negotiated = await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", content: null, Cancel);
        Assert.Equal(HttpStatusCode.OK, negotiated.StatusCode);
        Assert.Equal((0, null), (signs.LostConnections, signs.Unknown));

        using var lost = await browser.GetAsync("/_blazor?id=of-another-process", Cancel);
        using var forwarded = new HttpRequestMessage(HttpMethod.Get, "/account/sign-in") { Headers = { { "X-Forwarded-For", "192.0.2.1" } } };
        using var response = await browser.SendAsync(forwarded, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, lost.StatusCode);
        Assert.Equal((1, "127.0.0.1"), (signs.LostConnections, signs.Unknown?.Address));
    }

    [Fact]
    public void Lost_connections_are_forgotten_and_their_number_is_limited()
    {
        var time = new FakeTimeProvider();
        var signs = new ProxySigns(time);
        for (var i = 0; i < 1_000; i++)
        {
            signs.LostConnection();
        }

        Assert.Equal(100, signs.LostConnections);
        time.Advance(ProxySigns.Window + TimeSpan.FromSeconds(1));
        Assert.Equal(0, signs.LostConnections);
    }
}
