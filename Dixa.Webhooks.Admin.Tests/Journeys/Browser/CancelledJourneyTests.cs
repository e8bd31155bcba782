using Deque.AxeCore.Playwright;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>Disabling a webhook asks for confirmation first, and the cancelled deliveries can be found.</summary>
public sealed class CancelledJourneyTests(Chromium browser)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280, 800)]
    [InlineData(ColorScheme.Dark, 390, 844)]
    public async Task Pending_deliveries_are_cancelled_only_after_confirmation_and_can_be_found(ColorScheme scheme, int width, int height)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(500);
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(
            async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()), ("Dispatch:RetryDelay", "01:00:00"));
        await app.PublishAsync($"[{Publishing.Event()},{Publishing.Event("CONVERSATION_RATED")}]");
        await receiver.ReceivesAsync(2);
        var page = await browser.OpenAsync(app.Address, options =>
        {
            options.ColorScheme = scheme;
            options.ViewportSize = new ViewportSize { Width = width, Height = height };
            options.ReducedMotion = ReducedMotion.Reduce;
        });
        await new AdminScreens(page).SignInAsync();

        await page.GetByTestId("webhook-enabled").ClickAsync();
        await Assertions.Expect(page.GetByText("2 pending deliveries will be cancelled.")).ToBeVisibleAsync();
        await CheckScreenAsync("disable-question");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep enabled" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("webhook-enabled")).ToBeCheckedAsync();
        Assert.Equal(2, await app.CountAsync("deliveries WHERE state = 0"));
        await page.GetByTestId("webhook-enabled").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Disable", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("CRM updates was disabled.")).ToBeVisibleAsync();

        await page.GotoAsync($"{AdminScreens.Overview}/{webhook}/deliveries");
        await page.GetByTestId("missed-cancelled-view").ClickAsync();
        await page.WaitForURLAsync("**/deliveries?status=Cancelled&range=custom&from=*");
        await Assertions.Expect(page.GetByTestId("delivery-row")).ToHaveCountAsync(2);
        await CheckScreenAsync("cancelled-deliveries");
        await page.Context.CloseAsync();

        async Task CheckScreenAsync(string name)
        {
            await Screenshots.TakeAsync(page, $"{name}-{(width > 600 ? "desktop" : "phone")}-{scheme}");
            Assert.Empty(from violation in (await page.RunAxe()).Violations select $"{name}: {violation.Id}: {violation.Help}: {violation.Nodes[0].Html}");
        }
    }
}
