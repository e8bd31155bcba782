using System.Diagnostics;
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
    [InlineData("{ state: 'failed' }", "Cannot reach the server.", "Try again now")]
    [InlineData("{ state: 'rejected' }", "The server was restarted", "Reload")]
    [InlineData("{ state: 'paused' }", "This page was paused", "Continue")]
    [InlineData("{ state: 'resume-failed' }", "This page cannot be resumed", "Reload")]
    [InlineData("{ state: 'of-a-later-version' }", "Reconnecting…", "Try again now")]
    public async Task The_overlay_has_a_text_and_a_button_in_each_state(string detail, string text, string button)
    {
        var page = await OpenAsync();
        await page.EvaluateAsync("() => { dixaScreens.hasUnsavedInput = () => true; }");

        await page.EvaluateAsync($"() => document.getElementById('components-reconnect-modal').dispatchEvent(new CustomEvent('components-reconnect-state-changed', {{ detail: {detail} }}))");

        await Assertions.Expect(page.GetByTestId("reconnect").Locator("p:visible").First).ToContainTextAsync(text);
        await Assertions.Expect(page.GetByTestId("reconnect-button")).ToHaveTextAsync(button);
        await Assertions.Expect(page.GetByTestId("reconnect-button")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("reconnect")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, $"reconnect-{string.Concat(detail.Where(char.IsAsciiLetterOrDigit))}");
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

    private static async Task SignalAsync(AppProcess app, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", app.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }
}
