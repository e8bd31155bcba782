using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The sandbox and the demo when loopback is not allowed, as in production.</summary>
public sealed class SandboxTests
{
    private static readonly (string Key, string Value)[] Production = [("ASPNETCORE_ENVIRONMENT", "Production"), ("Dispatch:AllowedNetworks:0", "10.99.0.0/16")];

    private static readonly string[] Events = ["ConversationCreated"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_may_use_the_sandbox_and_no_other_address_of_the_application()
    {
        await using var app = await InProcessApp.StartAsync([.. Production, ("Sandbox:Enabled", "true")]);

        foreach (var closed in new[] { "", "sandbox/", "sandbox/elsewhere", "sandbox?x=1", "v1/events", "jobs" })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await CreateAsync(app, $"{app.Address}{closed}")).Status);
        }

        var (status, id) = await CreateAsync(app, $"{app.Address}sandbox");
        Assert.Equal(HttpStatusCode.Created, status);
        await app.PublishAsync(Publishing.Event());
        await DeliveredAsync(app, id!, atLeast: 1);
    }

    [Fact]
    public async Task Opening_the_URL_of_the_sandbox_redirects_to_its_page()
    {
        await using var app = await InProcessApp.StartAsync([.. Production, ("Sandbox:Enabled", "true")]);

        using var response = await app.Client.GetAsync("/sandbox", Cancel);

        Assert.Equal((HttpStatusCode.Redirect, "/settings/integrations/sandbox"), (response.StatusCode, response.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task The_URL_of_the_sandbox_is_not_found_when_it_is_off()
    {
        await using var app = await InProcessApp.StartAsync(Production);

        using var response = await app.Client.PostAsync("/sandbox", new StringContent("{}"), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        using var opened = await app.Client.GetAsync("/sandbox", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, opened.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await CreateAsync(app, $"{app.Address}sandbox")).Status);
    }

    [Fact]
    public async Task The_demo_flag_plays_the_demo_during_first_setup_and_until_the_application_stops()
    {
        await using var app = await AppProcess.StartAsync(
            _ => Task.CompletedTask, ["--demo"], [.. Production, ("Accounts:Administrator:Email", ""), ("Accounts:Administrator:Password", "")]);

        await Eventually.BecomesTrueAsync(() => app.Output.Contains("/account/setup?token=", StringComparison.Ordinal), "the setup link is printed");
        var webhook = Assert.Single((await app.Api.GetFromJsonAsync<JsonElement>("/v1/webhooks", Cancel)).GetProperty("data").EnumerateArray());
        Assert.Equal(("Demo: sandbox", EventCatalogue.All.Count), (webhook.GetProperty("name").GetString(), webhook.GetProperty("subscribedEvents").GetArrayLength()));
        await DeliveredAsync(app, webhook.GetProperty("id").GetString()!, atLeast: 5);

        Assert.Equal(0, await app.StopCleanlyAsync());
        Assert.DoesNotContain("fail:", app.Output, StringComparison.Ordinal);
    }

    private static Task DeliveredAsync(TestApp app, string webhook, int atLeast) => Eventually.BecomesTrueAsync(
        async () => (await app.Api.GetFromJsonAsync<JsonElement>($"/v1/webhooks/{webhook}/deliveries?status=Delivered", Cancel)).GetProperty("data").GetArrayLength() >= atLeast,
        $"{atLeast} deliveries succeed",
        TimeSpan.FromSeconds(60));

    private static async Task<(HttpStatusCode Status, string? Id)> CreateAsync(TestApp app, string url)
    {
        using var response = await app.Api.PostAsJsonAsync("/v1/webhooks", new { name = "Sandbox", url, events = Events }, Cancel);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return (response.StatusCode, body.TryGetProperty("data", out var data) ? data.GetProperty("id").GetString() : null);
    }
}
