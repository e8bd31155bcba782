using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>An endpoint fails, its webhook warns and is disabled, and an administrator brings it back: test, enable, send what was missed.</summary>
public sealed class RecoveryJourneyTests(Chromium browser)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280, 900)]
    [InlineData(ColorScheme.Dark, 1280, 900)]
    [InlineData(ColorScheme.Light, 390, 844)]
    public async Task An_outage_is_announced_and_everything_is_sent_after_it(ColorScheme scheme, int width, int height)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(500);
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(
            async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()),
            ("Dispatch:RetryDelay", "01:00:00"),
            ("AutoDisable:ConsecutiveFailures", "5"),
            ("AutoDisable:SweepInterval", "00:00:01"));
        var page = await browser.OpenAsync(app.Address, options =>
        {
            options.ColorScheme = scheme;
            options.ViewportSize = new ViewportSize { Width = width, Height = height };
            options.ReducedMotion = ReducedMotion.Reduce;
        });
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.OpenAsync($"{AdminScreens.Overview}/{webhook}");
        await Assertions.Expect(page.GetByTestId("failing-banner")).ToHaveCountAsync(0);

        await app.PublishAsync(3);
        await Assertions.Expect(page.GetByTestId("failing-count")).ToHaveTextAsync("Failing: 3 consecutive failures");
        await Assertions.Expect(page.GetByTestId("failing-kinds")).ToHaveTextAsync("all 500");
        await Assertions.Expect(page.GetByTestId("failing-limit")).ToHaveTextAsync("It will be disabled at 5 within 3 hours.");
        await Assertions.Expect(page.GetByTestId("notification-count")).ToHaveTextAsync("1", new() { Timeout = 30_000 });
        await CheckScreenAsync("recovery-failing");
        await page.GetByTestId("notification-bell").ClickAsync();
        await Assertions.Expect(page.GetByTestId("notification")).ToContainTextAsync("is failing");
        await Assertions.Expect(page.GetByTestId("notification")).ToContainTextAsync("It is disabled at 5.");
        await Screenshots.TakeAsync(page, Name("recovery-bell"));
        await page.Keyboard.PressAsync("Escape");
        await page.GetByTestId("failing-deliveries").ClickAsync();
        await Assertions.Expect(page.GetByTestId("found-row")).ToHaveCountAsync(3);

        await app.PublishAsync(2);
        await screens.OpenAsync($"{AdminScreens.Overview}/{webhook}");
        await Assertions.Expect(page.GetByTestId("disabled-banner")).ToHaveAttributeAsync("data-alarm", "true", new() { Timeout = 30_000 });
        await app.PublishAsync(4);
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("missed-cancelled")).ToContainTextAsync("5 deliveries were cancelled.");
        await Assertions.Expect(page.GetByTestId("missed-events")).ToContainTextAsync("4 events happened while the webhook was disabled and were not sent.");
        await CheckScreenAsync("recovery-disabled");
        receiver.Behavior = new Answer(200);

        // One: test. Two: enable. Three: send.
        await page.GetByTestId("recovery-test").ClickAsync();
        await page.GetByTestId("test-send").ClickAsync();
        await receiver.ReceivesAsync(6);
        await screens.OpenAsync($"{AdminScreens.Overview}/{webhook}");
        await Assertions.Expect(page.GetByTestId("recovery-tested")).ToContainTextAsync("Success (200)");
        await CheckScreenAsync("recovery-tested");
        await page.GetByTestId("disabled-enable").ClickAsync();
        await Assertions.Expect(page.GetByTestId("missed-offer-send")).ToHaveTextAsync("Send 5 deliveries and 4 events");
        await CheckScreenAsync("recovery-offer");
        await page.GetByTestId("missed-offer-send").ClickAsync();

        await receiver.ReceivesAsync(15);
        await Assertions.Expect(page.GetByTestId("missed-offer")).ToHaveCountAsync(0);
        await Eventually.BecomesTrueAsync(async () => await app.CountAsync("bulk_actions WHERE ended_at IS NOT NULL") == 2, "the deliveries and the events have been sent");
        await CheckScreenAsync("recovery-sent");

        // A person who disables a webhook is not alarmed.
        await page.GetByTestId("webhook-enabled").ClickAsync();
        await Assertions.Expect(page.GetByTestId("disabled-banner")).ToHaveAttributeAsync("data-alarm", "false");
        await CheckScreenAsync("recovery-by-hand");
        await page.Context.CloseAsync();

        async Task CheckScreenAsync(string name)
        {
            // A message that fades has little contrast, and one under the pointer stays.
            await page.Mouse.MoveAsync(0, 0);
            await Assertions.Expect(page.Locator(".mud-snackbar")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
            await Screenshots.TakeAsync(page, Name(name));
            var findings = (await page.RunAxe()).Violations.Select(violation => $"{name}: {violation.Id}: {violation.Help}: {violation.Nodes[0].Html}").ToList();
            Assert.True(findings.Count == 0, string.Join("\n", findings));
        }

        string Name(string name) => $"{name}-{(width > 600 ? "desktop" : "phone")}-{scheme}";
    }

    [Fact]
    public async Task A_pending_delivery_is_retried_now_or_cancelled()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(500);
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(
            async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()), ("Dispatch:RetryDelay", "01:00:00"));
        await app.PublishAsync(2);
        await receiver.ReceivesAsync(2);
        var page = await browser.OpenAsync(app.Address, options => options.ReducedMotion = ReducedMotion.Reduce);
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.OpenAsync($"{AdminScreens.Overview}/{webhook}/deliveries");

        await page.GetByTestId("delivery-menu").First.ClickAsync();
        await Screenshots.TakeAsync(page, "pending-menu-desktop-Light");
        receiver.Behavior = new Answer(200);
        await page.GetByTestId("retry-now").ClickAsync();
        await receiver.ReceivesAsync(3);
        await Assertions.Expect(page.GetByTestId("delivery-menu")).ToHaveCountAsync(1);

        await page.GetByTestId("delivery-row").Nth(1).GetByTestId("delivery-link").ClickAsync();
        await Assertions.Expect(page.GetByTestId("retry-now")).ToBeVisibleAsync();

        // A message that fades has little contrast.
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
        await Screenshots.TakeAsync(page, "pending-delivery-desktop-Light");
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Help));
        await page.GetByTestId("cancel-delivery").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel delivery" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("delivery-state")).ToHaveTextAsync(new Regex($"Cancelled.*{Regex.Escape(TestApp.AdministratorEmail)} cancelled this delivery", RegexOptions.Singleline));
        await Assertions.Expect(page.GetByTestId("retry-now")).ToHaveCountAsync(0);
        Assert.Equal(3, receiver.Requests.Count);
    }
}
