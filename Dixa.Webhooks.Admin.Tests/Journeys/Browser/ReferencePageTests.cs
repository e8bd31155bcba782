using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>The page with the API reference.</summary>
public sealed class ReferencePageTests(SharedApp shared, Chromium browser) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task The_reference_page_shows_the_operations_and_loads_nothing_from_other_hosts()
    {
        var page = await browser.OpenAsync(shared.App.Address);
        var elsewhere = new System.Collections.Concurrent.ConcurrentQueue<string>();
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss" } url && url.Authority != shared.App.Address.Authority)
            {
                elsewhere.Enqueue(request.Url);
            }
        };

        await page.GotoAsync("/docs/api");

        await page.GetByRole(AriaRole.Button, new() { Name = "Open Group - Webhooks" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Rotate the secret").First).ToBeVisibleAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Empty(elsewhere);
        await page.Context.CloseAsync();
    }
}
