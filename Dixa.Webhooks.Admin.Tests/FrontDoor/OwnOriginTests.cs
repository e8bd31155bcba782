using Microsoft.AspNetCore.Http;

namespace Dixa.Webhooks.Admin.FrontDoor;

public sealed class OwnOriginTests
{
    [Theory]
    [InlineData("http://webhooks.example.com", "http", "webhooks.example.com", null, true)]
    [InlineData("HTTP://Webhooks.Example.com", "http", "webhooks.example.com", null, true)]
    [InlineData("http://webhooks.example.com:80", "http", "webhooks.example.com", null, true)]
    [InlineData("https://webhooks.example.com", "https", "webhooks.example.com:443", null, true)]
    [InlineData("http://[::1]:5080", "http", "[::1]:5080", null, true)]
    [InlineData("http://xn--bcher-kva.example", "http", "xn--bcher-kva.example", null, true)]
    [InlineData("https://webhooks.example.com", "http", "webhooks.example.com", null, false)]
    [InlineData("http://webhooks.example.com:5080", "http", "webhooks.example.com", null, false)]
    [InlineData("http://webhooks.example.com", "http", "webhooks.example.com:5080", null, false)]
    [InlineData("http://other.example.com", "http", "webhooks.example.com", null, false)]
    [InlineData("http://webhooks.example.com.evil.test", "http", "webhooks.example.com", null, false)]
    [InlineData("http://webhooks.example.com@evil.test", "http", "webhooks.example.com", null, false)]
    [InlineData("http://localhost:5080", "http", "127.0.0.1:5080", null, false)]
    [InlineData("null", "http", "webhooks.example.com", null, false)]
    [InlineData("", "http", "webhooks.example.com", null, false)]
    [InlineData("file://", "http", "", null, false)]
    [InlineData("http://webhooks.example.com,http://evil.test", "http", "webhooks.example.com", null, false)]
    [InlineData("http://webhooks.example.com", "http", "", null, false)]
    [InlineData("https://webhooks.example.com", "http", "10.0.0.7:5080", "https://webhooks.example.com/app", true)]
    [InlineData("http://10.0.0.7:5080", "http", "10.0.0.7:5080", "https://webhooks.example.com/app", true)]
    [InlineData("http://webhooks.example.com", "http", "10.0.0.7:5080", "https://webhooks.example.com/app", false)]
    [InlineData("https://webhooks.example.com:8443", "http", "10.0.0.7:5080", "https://webhooks.example.com/app", false)]
    public void A_page_is_the_applications_own_if_scheme_host_and_port_match(string origin, string scheme, string host, string? appUrl, bool isOwn) =>
        Assert.Equal(isOwn, OwnOrigin.Matches(origin, scheme, new HostString(host), appUrl is null ? null : new Uri(appUrl)));

    [Theory]
    [InlineData(null, false)]
    [InlineData("none", false)]
    [InlineData("same-origin", false)]
    [InlineData("same-site", true)]
    [InlineData("cross-site", true)]
    [InlineData("Cross-Site", true)]
    public void A_browser_reports_a_request_from_another_origin(string? fetchSite, bool isElsewhere) => Assert.Equal(isElsewhere, OwnOrigin.IsElsewhere(fetchSite));
}
