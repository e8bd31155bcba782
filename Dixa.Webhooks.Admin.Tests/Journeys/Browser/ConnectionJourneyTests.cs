using System.Diagnostics;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>What a page shows while its live connection is down.</summary>
public sealed class ConnectionJourneyTests(Chromium browser, SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("{ state: 'show' }", "Reconnecting…", "Try again now")]
    [InlineData("{ state: 'retrying', currentAttempt: 1, secondsToNextAttempt: 0 }", "Reconnecting…", "Try again now")]
    [InlineData("{ state: 'retrying', currentAttempt: 5, secondsToNextAttempt: 7 }", "The server is not responding.", "Try again now")]
    [InlineData("{ state: 'failed' }", "The server is not responding.", "Try again now")]
    [InlineData("{ state: 'paused' }", "This page was paused", "Continue")]
    [InlineData("{ state: 'of-a-later-version' }", "Reconnecting…", "Try again now")]
    public async Task The_overlay_has_a_text_and_a_button_in_each_state(string detail, string text, string button)
    {
        var page = await OpenAsync();
        await page.EvaluateAsync("() => { dixaScreens.hasUnsavedInput = () => true; }");

        await ReportAsync(page, detail);

        await Assertions.Expect(page.GetByTestId("reconnect").Locator("p:visible").First).ToContainTextAsync(text);
        await Assertions.Expect(page.GetByTestId("reconnect")).Not.ToContainTextAsync(new Regex("[0-9]"));
        await Assertions.Expect(page.GetByTestId("reconnect-button")).ToHaveTextAsync(button);
        await Assertions.Expect(page.GetByTestId("reconnect-button")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("reconnect")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, $"reconnect-{string.Concat(detail.Where(char.IsAsciiLetterOrDigit))}");
    }

    [Theory]
    [InlineData("rejected")]
    [InlineData("resume-failed")]
    public async Task A_page_that_the_server_has_forgotten_is_loaded_again_but_not_in_a_loop(string state)
    {
        var page = await OpenAsync();
        await page.EvaluateAsync("() => { window.isOldPage = true; }");

        await ReportAsync(page, $"{{ state: '{state}' }}");
        await page.WaitForFunctionAsync("() => !window.isOldPage && 'connected' in document.documentElement.dataset");
        await Assertions.Expect(page.GetByTestId("reconnect")).ToBeHiddenAsync();

        await page.EvaluateAsync("() => { window.isOldPage = true; dixaScreens.hasUnsavedInput = () => true; }");
        await ReportAsync(page, $"{{ state: '{state}' }}");
        await Assertions.Expect(page.GetByTestId("reconnect")).ToContainTextAsync("The page could not be continued. Reload it.");
        await Assertions.Expect(page.GetByTestId("reconnect-kept")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => window.isOldPage"));
        await page.GetByTestId("reconnect-button").ClickAsync();
        await page.WaitForFunctionAsync("() => !window.isOldPage && 'connected' in document.documentElement.dataset");
    }

    [Fact]
    public async Task The_overlay_has_a_text_and_a_button_even_without_its_script()
    {
        var page = await OpenAsync(window => window.RouteAsync("**/ReconnectModal*.js", route => route.AbortAsync()));

        await page.EvaluateAsync("() => document.getElementById('components-reconnect-modal').showModal()");

        await Assertions.Expect(page.GetByTestId("reconnect").Locator("p:visible")).ToHaveTextAsync("Reconnecting…");
        await Assertions.Expect(page.GetByTestId("reconnect-button")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_connection_that_cannot_be_opened_is_explained_after_ten_seconds()
    {
        var page = await browser.OpenAsync(shared.App.Address);
        await new AdminScreens(page).SignInAsync();
        await page.RouteWebSocketAsync("**/_blazor**", socket => socket.CloseAsync());
        await page.RouteAsync("**/_blazor**", route => route.AbortAsync());
        await page.Clock.InstallAsync();
        await page.GotoAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("connection-hint")).ToBeHiddenAsync();

        await page.Clock.RunForAsync(10_000);

        await Assertions.Expect(page.GetByTestId("connection-hint"))
            .ToHaveTextAsync("Cannot open the live connection. If there is a reverse proxy, it must allow WebSockets.");
        await Screenshots.TakeAsync(page, "connection-hint");
    }

    [Fact]
    public async Task Without_scripts_the_page_says_that_it_needs_JavaScript()
    {
        var page = await OpenAsync();

        var html = await (await page.APIRequest.GetAsync(AdminScreens.Overview)).TextAsync();

        Assert.Matches("<noscript>\\s*<p class=\"page-hint\">This application needs JavaScript. Turn it on and reload the page.</p>\\s*</noscript>", html);
    }

    [Fact]
    public async Task A_server_that_does_not_respond_to_a_click_is_reported()
    {
        await using var app = await AppProcess.StartAsync();
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        await Assertions.Expect(page.GetByTestId("add-webhook").First).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => 'connected' in document.documentElement.dataset");
        await SignalAsync(app, "STOP");
        try
        {
            await page.GetByTestId("user-menu").ClickAsync();
            await Assertions.Expect(page.GetByTestId("connection-hint")).ToHaveTextAsync("The server is not responding. Waiting…");
        }
        finally
        {
            await SignalAsync(app, "CONT");
        }

        await Assertions.Expect(page.GetByTestId("connection-hint")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByTestId("sign-out")).ToBeVisibleAsync();
    }

    private async Task<IPage> OpenAsync(Func<IPage, Task>? prepare = null)
    {
        var page = await browser.OpenAsync(shared.App.Address, options => options.ReducedMotion = ReducedMotion.Reduce);
        await (prepare?.Invoke(page) ?? Task.CompletedTask);
        await new AdminScreens(page).SignInAsync();
        await page.WaitForFunctionAsync("() => 'connected' in document.documentElement.dataset");
        return page;
    }

    /// <summary>Reports a state of the connection, as the framework does.</summary>
    private static async Task ReportAsync(IPage page, string detail) =>
        await page.EvaluateAsync($"() => {{ document.getElementById('components-reconnect-modal').dispatchEvent(new CustomEvent('components-reconnect-state-changed', {{ detail: {detail} }})); }}");

    private static async Task SignalAsync(AppProcess app, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", app.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }
}
