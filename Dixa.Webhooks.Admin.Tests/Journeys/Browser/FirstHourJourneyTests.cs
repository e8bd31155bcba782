using System.Diagnostics;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>A new installation leads from nothing to the first event, without the sandbox.</summary>
public sealed partial class FirstHourJourneyTests(Chromium browser)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280, 900)]
    [InlineData(ColorScheme.Dark, 390, 844)]
    public async Task Four_steps_lead_to_the_first_event_and_tick_themselves(ColorScheme scheme, int width, int height)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await InProcessApp.StartAsync(("Api:BootstrapToken", ""));
        var page = await browser.OpenAsync(app.Address, options => (options.ColorScheme, options.ViewportSize) = (scheme, new ViewportSize { Width = width, Height = height }));
        await new AdminScreens(page).SignInAsync();
        await ExpectDoneAsync(page, []);
        Assert.Empty(await ScreenCheck.FindingsAsync(page, $"first-steps-{width}-empty"));

        await new AdminScreens(page).AddWebhookAsync("First", receiver.Url);
        await new AdminScreens(page).OpenAsync(AdminScreens.Overview);
        await ExpectDoneAsync(page, ["first-webhook"]);

        await page.GetByTestId("first-test-open").ClickAsync();
        await page.GetByTestId("test-send").ClickAsync();
        await Assertions.Expect(page.GetByTestId("test-status")).ToContainTextAsync("Success");
        await new AdminScreens(page).OpenAsync(AdminScreens.Overview);
        await ExpectDoneAsync(page, ["first-webhook", "first-test"]);

        await page.GetByTestId("first-token-create").ClickAsync();
        await Assertions.Expect(page.GetByTestId("token-scope-PublishEvents")).ToBeCheckedAsync();
        await page.GetByTestId("token-save").ClickAsync();
        var token = await page.GetByTestId("token-value").InnerTextAsync();
        var command = await page.GetByTestId("token-command").InnerTextAsync();
        Assert.Contains($"Authorization: Bearer {token}", command, StringComparison.Ordinal);
        await Screenshots.TakeAsync(page, $"token-command-{width}-{scheme}");
        Assert.Empty(await ScreenCheck.FindingsAsync(page, $"token-dialog-{width}"));
        await page.GetByTestId("token-done").ClickAsync();
        await ExpectDoneAsync(page, ["first-webhook", "first-test", "first-token"]);
        await Assertions.Expect(page.GetByTestId("first-event-waiting")).ToContainTextAsync("Waiting for the first event…");
        await Assertions.Expect(page.GetByTestId("first-event-command")).ToHaveTextAsync(command);
        Assert.Empty(await ScreenCheck.FindingsAsync(page, $"first-steps-{width}-waiting"));

        await RunAsync(command);

        await ExpectDoneAsync(page, ["first-webhook", "first-test", "first-token", "first-event"]);
        await receiver.ReceivesAsync(2);
        await Screenshots.TakeAsync(page, $"first-steps-{width}-done-{scheme}");
        await page.GetByTestId("first-event-open").ClickAsync();
        await Assertions.Expect(page.GetByTestId("event-title")).ToBeVisibleAsync();

        // They are not shown again, and the token is nowhere.
        await new AdminScreens(page).OpenAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("first-steps")).ToHaveCountAsync(0);
        Assert.DoesNotContain(token, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, await page.EvaluateAsync<string>("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hidden_steps_stay_hidden()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        await new AdminScreens(page).OpenAsync(AdminScreens.Overview);

        // The token in the settings counts.
        await ExpectDoneAsync(page, ["first-token"]);
        await page.GetByTestId("first-steps-close").ClickAsync();
        await Assertions.Expect(page.GetByTestId("first-steps")).ToHaveCountAsync(0);
        await Eventually.BecomesTrueAsync(async () => (await page.Context.CookiesAsync()).Any(cookie => cookie.Name == "first-steps"), "the choice is kept");
        await new AdminScreens(page).OpenAsync(AdminScreens.Overview);

        await Assertions.Expect(page.GetByTestId("add-webhook").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("first-steps")).ToHaveCountAsync(0);
    }

    private static async Task ExpectDoneAsync(IPage page, string[] done)
    {
        foreach (var step in new[] { "first-webhook", "first-test", "first-token", "first-event" })
        {
            await Assertions.Expect(page.GetByTestId(step)).ToHaveAttributeAsync("data-done", done.Contains(step) ? "true" : "false");
        }
    }

    /// <summary>Runs the command like a person in a terminal.</summary>
    private static async Task RunAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Matches(Accepted(), output);
    }

    [GeneratedRegex("^HTTP/1.1 202 ")]
    private static partial Regex Accepted();
}
