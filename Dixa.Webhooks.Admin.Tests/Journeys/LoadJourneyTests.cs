using System.Net;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys;

/// <summary>How pages come: at once, in the right colours, without a jump; also where there is none, and after the server was away.</summary>
public sealed class LoadJourneyTests(Browser browser)
{
    /// <summary>Notes what moved, which background was painted, and in which order "loading" and the content came.</summary>
    private const string Watch = """
        window.watched = { moved: [], backgrounds: new Set(), states: [] };
        new PerformanceObserver(list => {
          for (const shift of list.getEntries()) {
            const what = shift.sources.map(source => source.node?.outerHTML ?? source.node?.textContent ?? '?').map(text => text.slice(0, 120));
            window.watched.moved.push({ value: shift.value, what });
          }
        }).observe({ type: 'layout-shift', buffered: true });
        const look = () => {
          if (document.body) {
            const color = getComputedStyle(document.body).backgroundColor;
            const clear = color === 'rgba(0, 0, 0, 0)';
            window.watched.backgrounds.add(clear ? `the browser's own, ${getComputedStyle(document.documentElement).colorScheme}` : color);
            const state = document.querySelector('[data-testid="loading"]') ? 'loading'
              : document.querySelector('[data-testid="webhook-row"], [data-testid^="event-row-"]') ? 'content' : 'none';
            if (window.watched.states.at(-1) !== state) window.watched.states.push(state);
          }
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        """;

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task A_page_comes_without_a_jump_and_does_not_go_back_to_loading(int width)
    {
        var webhook = Guid.Empty;
        await using var app = await AppProcess.StartAsync(async store => webhook = await store.CreateWebhookAsync());
        var page = await OpenAsync(app, options => options.ViewportSize = new ViewportSize { Width = width, Height = 900 });
        await new AdminScreens(page).SignInAsync();

        await ComesCalmlyAsync(page, AdminScreens.Overview, page.GetByTestId("webhook-row"));
        await ComesCalmlyAsync(page, $"{AdminScreens.Overview}/{webhook}", page.GetByTestId("event-row-CONVERSATION_RATED"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_dark_system_never_sees_a_light_page()
    {
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync());
        var page = await OpenAsync(app, options => options.ColorScheme = ColorScheme.Dark);

        // The first visit, before any cookie tells.
        await page.GotoAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("sign-in-email")).ToBeVisibleAsync();
        await IsDarkThroughoutAsync(page);

        await new AdminScreens(page).SignInAsync();
        await page.GotoAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        await IsDarkThroughoutAsync(page);

        // The system was light at the last visit, and has gone dark since.
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GotoAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        await page.GotoAsync("about:blank");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GotoAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        await IsDarkThroughoutAsync(page);

        // It turns light while the page is open, without a word from the server; and dark again where the reader wants it so.
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Assertions.Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(246, 247, 251)");
        await page.GetByTestId("theme-toggle").ClickAsync();
        await page.GetByTestId("theme-dark").ClickAsync();
        await Assertions.Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(16, 19, 28)");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task After_the_server_was_away_the_page_comes_back_by_itself_as_it_was()
    {
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync());
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        await page.GotoAsync($"{AdminScreens.Overview}?q=crm&show=enabled");
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("webhook-enabled")).ToBeCheckedAsync();

        app.KillHard();
        var notice = page.GetByRole(AriaRole.Dialog, new() { Name = "Connection lost" });
        await Assertions.Expect(notice).ToBeVisibleAsync(new() { Timeout = 30_000 });

        // Nobody touches the page from here on.
        await app.StartAgainAsync();
        await Assertions.Expect(notice).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.EndsWith("?q=crm&show=enabled", page.Url, StringComparison.Ordinal);

        // It lives: what is done reaches the store.
        await page.GetByTestId("webhook-enabled").UncheckAsync();
        await Assertions.Expect(page.GetByTestId("no-match")).ToBeVisibleAsync();
        Assert.Equal(1, await app.CountAsync("subscriptions WHERE enabled = 0"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_clicked_before_the_page_is_connected_is_not_lost()
    {
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync());
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        var mayConnect = new TaskCompletionSource();
        await page.RouteAsync("**/blazor.web*.js", async route =>
        {
            await mayConnect.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(AdminScreens.Overview, new() { WaitUntil = WaitUntilState.Commit });
        await page.GetByTestId("user-menu").ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-waiting", "");
        await Assertions.Expect(page.GetByTestId("user-name")).ToBeHiddenAsync();

        mayConnect.SetResult();

        await Assertions.Expect(page.GetByTestId("user-name")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("html[data-waiting]")).ToHaveCountAsync(0);

        // It has the focus too, so that the keyboard goes on from there.
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("user-name")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByTestId("user-menu").Locator("button")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_pages_heading_has_the_focus_unless_somebody_is_already_at_something()
    {
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync());
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await Assertions.Expect(heading).ToBeFocusedAsync();
        await page.GetByTestId("tab-event-catalogue").ClickAsync();
        await page.WaitForURLAsync("**/event-catalogue");
        await Assertions.Expect(page.GetByTestId("catalogue-search")).ToBeVisibleAsync();
        await Assertions.Expect(heading).ToBeFocusedAsync();

        // The server's word comes late, and somebody types by then.
        await page.GetByTestId("catalogue-search").FocusAsync();
        await page.EvaluateAsync("dixaScreens.focusHeading(false)");
        await Assertions.Expect(page.GetByTestId("catalogue-search")).ToBeFocusedAsync();

        // After a load, whatever they have gone to stays theirs.
        await page.GetByTestId("user-menu").Locator("button").FocusAsync();
        await page.EvaluateAsync("dixaScreens.focusHeading(true)");
        await Assertions.Expect(page.GetByTestId("user-menu").Locator("button")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_has_ways_on_within_the_settings()
    {
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync());
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();

        var answer = await page.GotoAsync("/settings/nowhere?a=b");
        Assert.Equal((int)HttpStatusCode.NotFound, answer!.Status);
        Assert.Contains("href=\"/settings/nowhere?a=b#content\"", await answer.TextAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Page not found" })).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Page not found – Dixa Webhooks");
        await Assertions.Expect(page.GetByTestId("nav-integrations")).ToBeVisibleAsync();

        // The frame around it works.
        await page.GetByTestId("user-menu").ClickAsync();
        await Assertions.Expect(page.GetByTestId("user-name")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByTestId("not-found-catalogue").ClickAsync();
        await page.WaitForURLAsync("**/event-catalogue");

        // From within, too.
        await page.EvaluateAsync("Blazor.navigateTo('/settings/gone')");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Page not found" })).ToBeVisibleAsync();
        await page.GetByTestId("not-found-home").ClickAsync();
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_is_not_signed_in_learns_that_an_address_leads_nowhere_and_no_more()
    {
        await using var app = await AppProcess.StartAsync();
        var page = await browser.OpenAsync(app.Address);

        var answer = await page.GotoAsync("/settings/nowhere");

        Assert.Equal((int)HttpStatusCode.NotFound, answer!.Status);
        await Assertions.Expect(page.GetByTestId("not-found-home")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("nav-integrations")).ToHaveCountAsync(0);
        Assert.DoesNotContain("<!--Blazor:{\"type\":\"server\"", await answer.TextAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_exact_time_is_to_be_had_from_the_keyboard()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()));
        await app.PublishAsync(Publishing.Event());
        await app.RecordsAsync(1);
        var page = await browser.OpenAsync(app.Address, options => options.TimezoneId = "Asia/Tokyo");
        await new AdminScreens(page).SignInAsync();
        var time = page.GetByTestId("webhook-row").Locator("time");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await page.GetByTestId("webhook-name").FocusAsync();
        await page.Keyboard.PressAsync("Tab");

        await Assertions.Expect(time).ToBeFocusedAsync();
        var (exact, shown) = (await time.GetAttributeAsync("title"), await time.EvaluateAsync<string>("e => getComputedStyle(e, '::after').content"));
        Assert.EndsWith(" UTC", exact, StringComparison.Ordinal);
        Assert.Equal($"\"{exact}\"", shown);
        await page.Context.CloseAsync();
    }

    private static async Task ComesCalmlyAsync(IPage page, string address, ILocator content)
    {
        await page.GotoAsync(address);
        await Assertions.Expect(content).ToBeVisibleAsync();

        // What is drawn by now is measured by the next frame but one.
        await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        var moved = await page.EvaluateAsync<string>("JSON.stringify(window.watched.moved, null, 1)");
        Assert.True(await page.EvaluateAsync<double>("window.watched.moved.reduce((sum, shift) => sum + shift.value, 0)") < 0.01, $"{address} jumps: {moved}");
        var states = (await page.EvaluateAsync<string[]>("window.watched.states")).Where(state => state != "none");
        Assert.True(states.SkipWhile(state => state == "loading").SequenceEqual(["content"]), $"{address} flashes: {string.Join(", ", states)}");
    }

    /// <summary>While the page is still coming in, the browser paints its own background, which is dark too.</summary>
    private static async Task IsDarkThroughoutAsync(IPage page)
    {
        const string Ours = "rgb(16, 19, 28)";
        var painted = await page.EvaluateAsync<string[]>("[...window.watched.backgrounds]");
        Assert.Contains(Ours, painted);
        Assert.Empty(painted.Except([Ours, "the browser's own, dark"]));
    }

    private async Task<IPage> OpenAsync(AppProcess app, Action<BrowserNewContextOptions> change)
    {
        var page = await browser.OpenAsync(app.Address, change);
        await page.AddInitScriptAsync(Watch);
        return page;
    }
}
