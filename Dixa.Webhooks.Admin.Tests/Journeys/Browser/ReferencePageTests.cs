using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
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

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task The_reference_page_has_no_axe_violation_and_leads_back(ColorScheme scheme, int width)
    {
        var page = await browser.OpenAsync(shared.App.Address, options => (options.ColorScheme, options.ViewportSize) = (scheme, new ViewportSize { Width = width, Height = 900 }));
        await page.GotoAsync("/docs/api");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        var axe = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });

        await Screenshots.TakeAsync(page, $"reference-{width}-{scheme}");
        Assert.Empty(from violation in axe.Violations from node in violation.Nodes select $"{violation.Id}: {node.Html}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to Dixa Webhooks" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("sign-in-email")).ToBeVisibleAsync();
    }
}
