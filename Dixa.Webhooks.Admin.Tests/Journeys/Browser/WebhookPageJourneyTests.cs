using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>An administrator describes a webhook, finds it by that, and does everything on its page.</summary>
public sealed class WebhookPageJourneyTests(Chromium browser)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1440, 900)]
    [InlineData(ColorScheme.Dark, 1280, 900)]
    [InlineData(ColorScheme.Light, 390, 844)]
    public async Task A_webhook_is_described_found_switched_duplicated_and_removed(ColorScheme scheme, int width, int height)
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store =>
        {
            webhook = await store.CreateWebhookAsync(draft => draft.Url = $"{receiver.Url}{new string('x', 1_500)}");
            await store.CreateWebhookAsync(draft => draft.Name = "Other");
        });
        await app.PublishAsync(3);
        await receiver.ReceivesAsync(3);
        var page = await browser.OpenAsync(app.Address, options =>
        {
            options.ColorScheme = scheme;
            options.ViewportSize = new ViewportSize { Width = width, Height = height };
            options.ReducedMotion = ReducedMotion.Reduce;
        });
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.OpenAsync($"{AdminScreens.Overview}/{webhook}/edit");

        await page.GetByTestId("field-description").FillAsync("Keeps the CRM up to date.\nAsk before you disable it.");
        await page.GetByTestId("field-owner").FillAsync("CRM team");
        await page.GetByTestId("field-tags").FillAsync("a<b>");
        await page.GetByTestId("save-webhook").ClickAsync();
        await Assertions.Expect(page.GetByTestId("error-tags")).ToContainTextAsync("The tag a<b> is not valid.");
        await page.GetByTestId("field-tags").FillAsync("crm, production");
        await page.GetByTestId("field-tags").BlurAsync();
        await Assertions.Expect(page.GetByTestId("error-tags")).ToHaveCountAsync(0);
        await CheckScreenAsync("webhook-labels-form");
        await page.GetByTestId("save-webhook").ClickAsync();

        await Assertions.Expect(page.GetByText("CRM updates was saved.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("webhook-description")).ToContainTextAsync("Keeps the CRM up to date.");
        await Assertions.Expect(page.GetByTestId("webhook-id")).ToHaveTextAsync($"{webhook}");
        await Assertions.Expect(page.GetByTestId("webhook-created")).ToContainTextAsync(new Regex("by Ada$"));
        await Assertions.Expect(page.GetByTestId("webhook-changed")).ToContainTextAsync($"by {TestApp.AdministratorEmail}");
        await Assertions.Expect(page.GetByTestId("event-row-CONVERSATION_CREATED")).ToBeVisibleAsync();
        await CheckScreenAsync("webhook-page");
        var clamped = (await page.GetByTestId("url-value").BoundingBoxAsync())!.Height;
        await page.GetByTestId("url-value-all").ClickAsync();
        await Assertions.Expect(page.GetByTestId("url-value-all")).ToHaveTextAsync("Show less");
        Assert.True((await page.GetByTestId("url-value").BoundingBoxAsync())!.Height > clamped);

        await page.GetByTestId("webhook-tags").GetByText("production").ClickAsync();
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByTestId("webhook-labels")).ToHaveTextAsync("CRM team · crm, production");
        await CheckScreenAsync("webhook-labels-overview");

        // A bar leads to the deliveries of its hour.
        await screens.OpenAsync($"{AdminScreens.Overview}/{webhook}");
        await page.GetByTestId("bar").Last.ClickAsync();
        await page.WaitForURLAsync("**/deliveries?range=custom&from=*&to=*");
        await Assertions.Expect(page.GetByTestId("delivery-row")).ToHaveCountAsync(3);
        await screens.OpenAsync($"{AdminScreens.Overview}/{webhook}?range=7d");
        await Assertions.Expect(page.GetByTestId("bar")).ToHaveCountAsync(1);
        await CheckScreenAsync("webhook-page-week");

        await page.GetByTestId("webhook-enabled").ClickAsync();
        await Assertions.Expect(page.GetByTestId("enabled-pill")).ToHaveTextAsync("Disabled");
        await page.GetByTestId("webhook-menu").ClickAsync();
        await page.GetByTestId("webhook-copy").ClickAsync();
        await page.WaitForURLAsync($"**/new?copy={webhook}");
        await Assertions.Expect(page.GetByTestId("field-owner")).ToHaveValueAsync("CRM team");
        await screens.OpenAsync($"{AdminScreens.Overview}/{webhook}");
        await page.GetByTestId("webhook-menu").ClickAsync();
        await page.GetByTestId("webhook-remove").ClickAsync();
        await page.GetByTestId("confirm-remove").ClickAsync();
        await page.WaitForURLAsync($"**{AdminScreens.Overview}");
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToHaveCountAsync(1);
        await page.Context.CloseAsync();

        async Task CheckScreenAsync(string name)
        {
            // A message that fades has little contrast, and one under the pointer stays.
            await page.Mouse.MoveAsync(0, 0);
            await Assertions.Expect(page.Locator(".mud-snackbar")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
            await Screenshots.TakeAsync(page, $"{name}-{(width > 600 ? "desktop" : "phone")}-{scheme}");
            var findings = (await page.RunAxe()).Violations.Select(violation => $"{name}: {violation.Id}: {violation.Help}: {violation.Nodes[0].Html}").ToList();
            Assert.True(findings.Count == 0, string.Join("\n", findings));
        }
    }
}
