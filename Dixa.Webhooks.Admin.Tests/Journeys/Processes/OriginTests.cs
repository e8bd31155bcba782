using System.Net;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>Which origins may send requests with a user's cookie, over real HTTP.</summary>
public sealed class OriginTests(OriginTests.SignedInApp session) : IClassFixture<OriginTests.SignedInApp>
{
    private const string Own = "own";

    private readonly InProcessApp _app = session.App;

    [Theory]
    [InlineData(null, true)]
    [InlineData(Own, true)]
    [InlineData("https://webhooks.example.com", true)]
    [InlineData("http://webhooks.example.com", false)]
    [InlineData("https://webhooks.example.com:8443", false)]
    [InlineData("https://other.example.com", false)]
    [InlineData("https://127.0.0.1:{port}", false)]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("http://127.0.0.1", false)]
    [InlineData("http://localhost:{port}", false)]
    [InlineData("http://evil.test", false)]
    [InlineData("null", false)]
    public async Task The_hub_accepts_only_requests_from_the_applications_own_pages(string? origin, bool isOwn)
    {
        var header = origin is Own ? _app.Address.GetLeftPart(UriPartial.Authority) : origin?.Replace("{port}", $"{_app.Address.Port}", StringComparison.Ordinal);

        var negotiated = await HttpSession.StatusAsync(_app, "POST", "/_blazor/negotiate?negotiateVersion=1", session.Cookies, ("Origin", header));
        var (socket, upgraded) = await HttpSession.ConnectAsync(_app, session.Cookies, ("Origin", header));
        socket.Dispose();

        Assert.Equal(
            isOwn ? (HttpStatusCode.OK, HttpStatusCode.SwitchingProtocols) : (HttpStatusCode.Forbidden, HttpStatusCode.Forbidden),
            (negotiated, upgraded));
    }

    [Theory]
    [InlineData("POST", "/_blazor/disconnect", "Origin", "http://evil.test")]
    [InlineData("GET", "/_blazor/initializers", "Origin", "http://evil.test")]
    [InlineData("GET", "/_BLAZOR/initializers", "Origin", "http://evil.test")]
    [InlineData("POST", "/_blazor/negotiate", "Sec-Fetch-Site", "same-site")]
    [InlineData("POST", "/account/sign-in", "Origin", "http://evil.test")]
    [InlineData("POST", "/account/sign-in", "Origin", "null")]
    [InlineData("POST", "/account/sign-in", "Sec-Fetch-Site", "cross-site")]
    [InlineData("POST", "/account/sign-out", "Sec-Fetch-Site", "same-site")]
    [InlineData("POST", "/jobs/recurring/trigger", "Origin", "http://evil.test")]
    [InlineData("DELETE", "/nowhere", "Origin", "http://evil.test")]
    public async Task Other_endpoints_that_use_the_cookie_refuse_pages_of_other_origins(string method, string path, string header, string value) =>
        Assert.Equal(HttpStatusCode.Forbidden, await HttpSession.StatusAsync(_app, method, path, session.Cookies, (header, value)));

    [Theory]
    [InlineData("GET", "/settings/integrations/webhooks", HttpStatusCode.OK)]
    [InlineData("GET", "/account/sign-in", HttpStatusCode.OK)]
    [InlineData("POST", "/v1/events", HttpStatusCode.Unauthorized)]
    [InlineData("DELETE", "/v1/webhooks/0be2bd61-7e28-4620-87f0-74952725d960", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/sandbox", HttpStatusCode.OK)]
    public async Task Links_and_endpoints_without_a_cookie_work_from_any_origin(string method, string path, HttpStatusCode status) =>
        Assert.Equal(status, await HttpSession.StatusAsync(_app, method, path, session.Cookies, ("Origin", "http://evil.test"), ("Sec-Fetch-Site", "cross-site")));

    [Theory]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("POST", "/_blazor/disconnect")]
    [InlineData("GET", "/_blazor/initializers")]
    [InlineData("GET", "/_blazor")]
    public async Task The_hub_refuses_clients_that_are_not_signed_in(string method, string path)
    {
        var origin = _app.Address.GetLeftPart(UriPartial.Authority);
        Assert.Equal(HttpStatusCode.Unauthorized, await HttpSession.StatusAsync(_app, method, path, cookies: null, ("Origin", origin)));
        Assert.Equal(HttpStatusCode.Unauthorized, await HttpSession.StatusAsync(_app, method, path, "dixa.webhooks=forged", ("Origin", origin)));
        Assert.Equal(HttpStatusCode.Unauthorized, await HttpSession.StatusAsync(_app, method, path, cookies: null, ("Authorization", $"Bearer {TestApp.ApiToken}")));

        var (socket, status) = await HttpSession.ConnectAsync(_app, cookies: null, ("Origin", origin));
        socket.Dispose();
        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    [Fact]
    public async Task Refusals_are_logged_once_a_minute_with_the_origin_and_the_setting_to_change()
    {
        await using var app = await AppProcess.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await HttpSession.StatusAsync(app, "POST", "/account/sign-in", cookies: null, ("Origin", "https://webhooks.example.com")));
        }

        await app.StopCleanlyAsync();
        Assert.Equal(1, Regex.Count(app.Output, "Refused POST /account/sign-in"));
        Assert.Contains(
            $"from a page of https://webhooks.example.com; this application's origin is {app.Address.GetLeftPart(UriPartial.Authority)}. If the page is part of this application, set App:Url",
            app.Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Limits:OpenPages:PerPerson", HttpStatusCode.TooManyRequests)]
    [InlineData("Limits:OpenPages:Total", HttpStatusCode.ServiceUnavailable)]
    public async Task A_page_over_the_limit_is_refused_until_another_one_closes(string limit, HttpStatusCode refusal)
    {
        await using var app = await InProcessApp.StartAsync((limit, "2"));
        var signedIn = await HttpSession.SignInAsync(app);
        var (first, _) = await HttpSession.ConnectAsync(app, signedIn.Cookies);
        var (second, _) = await HttpSession.ConnectAsync(app, signedIn.Cookies);

        var (third, status) = await HttpSession.ConnectAsync(app, signedIn.Cookies);
        Assert.Equal(refusal, status);
        Assert.Equal(["15"], third.HttpResponseHeaders!["Retry-After"]);

        first.Dispose();
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                var (socket, retryStatus) = await HttpSession.ConnectAsync(app, signedIn.Cookies);
                socket.Dispose();
                return retryStatus is HttpStatusCode.SwitchingProtocols;
            },
            "another page can connect");
        second.Dispose();
        third.Dispose();
    }

    [Fact]
    public async Task Cookies_are_secure_over_https_and_the_hub_works_behind_a_known_proxy_that_terminates_TLS()
    {
        (string, string)[] forwarded = [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "webhooks.example.org"), ("X-Forwarded-For", "203.0.113.9")];
        await using var app = await InProcessApp.StartAsync(("ForwardedHeaders:KnownProxies:0", "127.0.0.1"), ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"));

        var signedIn = await HttpSession.SignInAsync(app, forwarded);
        var (socket, status) = await HttpSession.ConnectAsync(
            app, signedIn.Cookies, [("Origin", "https://webhooks.example.org"), .. forwarded.Select(header => (header.Item1, (string?)header.Item2))]);
        socket.Dispose();

        Assert.Equal(HttpStatusCode.SwitchingProtocols, status);
        Assert.All(signedIn.SetCookies, cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("Ignored X-Forwarded-For", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forwarded_headers_from_unknown_proxies_are_ignored_and_logged_once()
    {
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(
                HttpStatusCode.Forbidden,
                await HttpSession.StatusAsync(
                    _app, "POST", "/_blazor/negotiate", session.Cookies, ("Origin", "http://evil.test"), ("X-Forwarded-Host", "evil.test"), ("X-Forwarded-For", "203.0.113.9")));
        }

        await Eventually.BecomesTrueAsync(() => _app.Output.Contains("Ignored X-Forwarded-For", StringComparison.Ordinal), "the ignored header is logged");
        Assert.Single(Regex.Matches(_app.Output, "Ignored X-Forwarded-For from 127.0.0.1: it is not in ForwardedHeaders:KnownProxies."));
    }

    /// <summary>An application with a public address (<c>App:Url</c>), and the cookies of an administrator.</summary>
    public sealed class SignedInApp : IAsyncLifetime
    {
        private InProcessApp? _app;

        public InProcessApp App => _app ?? throw new InvalidOperationException("The application is not started yet.");

        public string Cookies { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            _app = await InProcessApp.StartAsync(("App:Url", "https://webhooks.example.com/webhooks"), ("App:PathBase", "/webhooks"));
            Cookies = (await HttpSession.SignInAsync(_app)).Cookies;
        }

        public async ValueTask DisposeAsync()
        {
            if (_app is not null)
            {
                await _app.DisposeAsync();
            }
        }
    }
}
