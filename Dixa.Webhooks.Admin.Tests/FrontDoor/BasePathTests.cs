using System.Net;
using System.Text.Json;
using Dixa.Webhooks.Admin.Journeys;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.FrontDoor;

public sealed class BasePathTests(BasePathTests.BasedApp based) : IClassFixture<BasePathTests.BasedApp>
{
    private const string Base = "/webhooks-admin";

    private readonly InProcessApp _app = based.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/webhooks-admin/account/sign-in", HttpStatusCode.OK)]
    [InlineData("/Webhooks-Admin/account/sign-in", HttpStatusCode.OK)]
    [InlineData("/webhooks-admin/favicon.svg", HttpStatusCode.OK)]
    [InlineData("/webhooks-admin/_framework/blazor.web.js", HttpStatusCode.OK)]
    [InlineData("/webhooks-admin/openapi/v1.json", HttpStatusCode.OK)]
    [InlineData("/webhooks-admin/v1/no-such-path", HttpStatusCode.NotFound)]
    [InlineData("/webhooks-admins/account/sign-in", HttpStatusCode.NotFound)]
    public async Task A_path_below_the_base_path_is_found(string path, HttpStatusCode status)
    {
        using var response = await _app.Client.GetAsync(path, Cancel);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("/webhooks-admin", "/webhooks-admin/")]
    [InlineData("/webhooks-admin?x=1", "/webhooks-admin/?x=1")]
    [InlineData("/webhooks-admin/sandbox", "/webhooks-admin/settings/integrations/sandbox")]
    [InlineData("/webhooks-admin/settings/people", "/webhooks-admin/account/sign-in?returnUrl=%2Fwebhooks-admin%2Fsettings%2Fpeople")]
    [InlineData("/settings/people", "/webhooks-admin/account/sign-in?returnUrl=%2Fwebhooks-admin%2Fsettings%2Fpeople")]
    public async Task A_redirect_stays_below_the_base_path(string path, string location)
    {
        using var response = await _app.Client.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(location, new Uri(_app.Address, response.Headers.Location!).PathAndQuery);
    }

    [Theory]
    [InlineData("/webhooks-admin/account/sign-in")]
    [InlineData("/account/sign-in")]
    public async Task A_page_has_the_base_path_also_if_a_proxy_removed_it(string path)
    {
        using var response = await _app.Client.GetAsync(path, Cancel);

        Assert.Contains("<base href=\"/webhooks-admin/\" />", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.All(response.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("path=/webhooks-admin", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/webhooks-admin")]
    [InlineData("")]
    public async Task A_program_publishes_with_and_without_the_base_path(string basePath)
    {
        using var content = new StringContent(Publishing.Event());
        using var response = await _app.Api.PostAsync($"{basePath}/v1/events", content, Cancel);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task The_API_document_names_the_base_path_as_its_server()
    {
        using var document = JsonDocument.Parse(await _app.Client.GetStringAsync($"{Base}/openapi/v1.json", Cancel));

        var server = Assert.Single(document.RootElement.GetProperty("servers").EnumerateArray());
        Assert.Equal($"{_app.Address.GetLeftPart(UriPartial.Authority)}{Base}", server.GetProperty("url").GetString()!.TrimEnd('/'));
    }

    [Fact]
    public async Task The_setup_link_has_the_public_address()
    {
        await using var app = await InProcessApp.StartAsync(
            ("Accounts:Administrator:Email", ""), ("Accounts:Administrator:Password", ""), ("App:PathBase", Base), ("App:Url", "https://example.com/webhooks-admin/"));

        await Eventually.BecomesTrueAsync(() => app.Output.Contains("Set up the first administrator: https://example.com/webhooks-admin/account/setup?token=", StringComparison.Ordinal), "the link is logged");
    }

    /// <summary>An application below a base path.</summary>
    public sealed class BasedApp : IAsyncLifetime
    {
        private InProcessApp? _app;

        public InProcessApp App => _app ?? throw new InvalidOperationException("The application is not started yet.");

        public async ValueTask InitializeAsync() => _app = await InProcessApp.StartAsync(("App:PathBase", Base), ("Sandbox:Enabled", "true"));

        public async ValueTask DisposeAsync()
        {
            if (_app is not null)
            {
                await _app.DisposeAsync();
            }
        }
    }
}
