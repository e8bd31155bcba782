using System.Net;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>How pages load: without layout shifts, in the right colors, for unknown addresses, and after a server restart.</summary>
public sealed class LoadJourneyTests(Chromium browser)
{
    /// <summary>Records layout shifts, the painted background colors, and the order of "loading" and the content.</summary>
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
    public async Task A_page_loads_without_layout_shift_and_does_not_return_to_loading(int width)
    {
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync());
        var page = await OpenAsync(app, options => options.ViewportSize = new ViewportSize { Width = width, Height = 900 });
        await new AdminScreens(page).SignInAsync();

        await ExpectStableLoadAsync(page, AdminScreens.Overview, page.GetByTestId("webhook-row"));
        await ExpectStableLoadAsync(page, $"{AdminScreens.Overview}/{webhook}", page.GetByTestId("event-row-CONVERSATION_RATED"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_dark_system_never_shows_a_light_page()
    {
        await using var app = await InProcessApp.StartAsync(store => store.CreateWebhookAsync());
        var page = await OpenAsync(app, options => options.ColorScheme = ColorScheme.Dark);

        // The first visit: no cookie says which theme the system has.
        await page.GotoAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("sign-in-email")).ToBeVisibleAsync();
        await ExpectOnlyDarkBackgroundsAsync(page);

        await new AdminScreens(page).SignInAsync();
        await page.GotoAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        await ExpectOnlyDarkBackgroundsAsync(page);

        // The system was light on the last visit, and is dark now.
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GotoAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        await page.GotoAsync("about:blank");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.GotoAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        await ExpectOnlyDarkBackgroundsAsync(page);

        // The system turns light while the page is open, and the page follows without the server. Choosing the dark theme turns it dark again.
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Assertions.Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(246, 247, 251)");
        await page.GetByTestId("theme-toggle").ClickAsync();
        await page.GetByTestId("theme-dark").ClickAsync();
        await Assertions.Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(16, 19, 28)");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task After_a_server_restart_the_page_reloads_automatically_and_keeps_its_filters()
    {
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync());
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        await new AdminScreens(page).OpenAsync($"{AdminScreens.Overview}?q=crm&show=enabled");
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("webhook-enabled")).ToBeCheckedAsync();

        app.KillHard();
        var overlay = page.GetByRole(AriaRole.Dialog, new() { Name = "Connection lost" });
        await Assertions.Expect(overlay).ToBeVisibleAsync();

        // From here on the page recovers without user input.
        await app.StartAgainAsync();
        await Assertions.Expect(overlay).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        Assert.EndsWith("?q=crm&show=enabled", page.Url, StringComparison.Ordinal);

        // The page is interactive: a change reaches the store.
        await page.GetByTestId("webhook-enabled").UncheckAsync();
        await Assertions.Expect(page.GetByTestId("no-match")).ToBeVisibleAsync();
        Assert.Equal(1, await app.CountAsync("subscriptions WHERE enabled = 0"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_click_before_the_page_is_connected_is_not_lost()
    {
        await using var app = await InProcessApp.StartAsync(store => store.CreateWebhookAsync());
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        var connectGate = new TaskCompletionSource();
        await page.RouteAsync("**/blazor.web*.js", async route =>
        {
            await connectGate.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(AdminScreens.Overview, new() { WaitUntil = WaitUntilState.Commit });
        await page.GetByTestId("user-menu").ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-waiting", "");
        await Assertions.Expect(page.GetByTestId("user-name")).ToBeHiddenAsync();

        connectGate.SetResult();

        await Assertions.Expect(page.GetByTestId("user-name")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("html[data-waiting]")).ToHaveCountAsync(0);

        // The button also has the focus, so that the keyboard continues from there.
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("user-name")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByTestId("user-menu").Locator("button")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task What_is_typed_chosen_and_ticked_before_the_page_is_connected_is_not_lost()
    {
        await using var app = await InProcessApp.StartAsync(async store => await store.DeliveryAsync(await store.CreateWebhookAsync(), state: Domain.Deliveries.DeliveryState.Failed));
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();

        var typed = await OpenDeliveriesAsync(page);
        await page.GetByTestId("select-row").CheckAsync();
        await page.GetByTestId("find-box").ClickAsync();
        await page.Keyboard.TypeAsync("CRM up");
        await typed();
        await Assertions.Expect(page.GetByTestId("find-box")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("dates");
        await Assertions.Expect(page.GetByTestId("find-box")).ToHaveValueAsync("CRM updates");
        await page.WaitForURLAsync("**q=CRM%20updates");

        var chosen = await OpenDeliveriesAsync(page);
        await page.GetByTestId("find-status").SelectOptionAsync("Failed");
        await chosen();
        await page.WaitForURLAsync("**status=Failed");

        var ticked = await OpenDeliveriesAsync(page);
        await page.GetByTestId("select-row").CheckAsync();
        await ticked();
        await Assertions.Expect(page.GetByTestId("selection-count")).ToContainTextAsync("1");
        await Assertions.Expect(page.GetByTestId("select-row")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task The_first_rows_come_with_the_page_and_stay_when_it_is_connected()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await InProcessApp.StartAsync(store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()));
        await app.PublishAsync(Publishing.Event());
        await app.RecordsAsync(1);
        var page = await OpenAsync(app, _ => { });
        await new AdminScreens(page).SignInAsync();

        foreach (var (address, row) in new[] { (AdminScreens.Overview, "webhook-row"), ("/settings/integrations/deliveries", "found-row") })
        {
            var html = await (await page.APIRequest.GetAsync(address)).TextAsync();
            Assert.Contains($"data-testid=\"{row}\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain("data-testid=\"loading\"", html, StringComparison.Ordinal);
            await new AdminScreens(page).OpenAsync(address);
            await Assertions.Expect(page.GetByTestId(row)).ToHaveCountAsync(1);
            Assert.DoesNotContain("loading", await page.EvaluateAsync<string[]>("window.watched.states"));
        }
    }

    [Fact]
    public async Task Pages_that_do_not_exist_respond_with_404_and_forbidden_ones_with_403()
    {
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync());
        await app.Services.GetRequiredService<UserDirectory>().AddAsync(Actors.Administrator, "sam@example.com", Role.Support, "sams very own password", TestContext.Current.CancellationToken);
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        foreach (var address in new[]
        {
            $"{AdminScreens.Overview}/{Guid.NewGuid()}", $"{AdminScreens.Overview}/{Guid.NewGuid()}/deliveries", $"{AdminScreens.Overview}/{Guid.NewGuid()}/edit",
            $"{AdminScreens.Overview}/{Guid.NewGuid()}/test", $"{AdminScreens.Overview}/{webhook}/nothing", $"{AdminScreens.Overview}/{webhook}/deliveries/4711",
            $"{AdminScreens.Overview}/{webhook}/events/NOTHING", $"/settings/integrations/events/{Guid.NewGuid()}", "/settings/integrations/event-catalogue/NOTHING",
        })
        {
            var response = await page.GotoAsync(address);
            Assert.Equal((address, (int)HttpStatusCode.NotFound), (address, response!.Status));
            await Assertions.Expect(page.GetByTestId("missing")).ToBeVisibleAsync();
            Assert.Contains("data-testid=\"missing\"", await response.TextAsync(), StringComparison.Ordinal);
        }

        Assert.Equal((int)HttpStatusCode.OK, (await page.GotoAsync($"{AdminScreens.Overview}/{webhook}/edit"))!.Status);
        var support = await browser.OpenAsync(app.Address);
        await new AdminScreens(support).SignInAsync(email: "sam@example.com", password: "sams very own password");
        Assert.Equal((int)HttpStatusCode.Forbidden, (await support.GotoAsync("/settings/people"))!.Status);
        await Assertions.Expect(support.GetByTestId("access-denied")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Each_page_has_its_own_heading_and_the_menu_stays_closed_after_a_reload()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        foreach (var (address, name) in new[]
        {
            (AdminScreens.Overview, "Webhooks"), ("/settings/integrations/deliveries", "Deliveries"), ("/settings/integrations/event-catalogue", "Event catalogue"),
            ("/settings/integrations/api-tokens", "API tokens"),
        })
        {
            await page.GotoAsync(address);
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(name);
        }

        await new AdminScreens(page).OpenAsync(AdminScreens.Overview);
        await page.GetByTestId("drawer-toggle").ClickAsync();
        await Assertions.Expect(page.GetByTestId("drawer-toggle")).ToHaveAttributeAsync("aria-expanded", "false");
        await Eventually.BecomesTrueAsync(async () => (await page.Context.CookiesAsync()).Any(cookie => cookie is { Name: "menu", Value: "hidden" }), "the choice is kept");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("drawer-toggle")).ToHaveAttributeAsync("aria-expanded", "false");
        await page.GetByTestId("drawer-toggle").ClickAsync();
        await page.GetByTestId("nav-reference").ClickAsync();
        await page.WaitForURLAsync("**/docs/api**");
    }

    [Fact]
    public async Task A_page_focuses_its_heading_unless_the_user_has_moved_the_focus()
    {
        await using var app = await InProcessApp.StartAsync(store => store.CreateWebhookAsync());
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await Assertions.Expect(heading).ToBeFocusedAsync();
        await page.GetByTestId("tab-event-catalogue").ClickAsync();
        await page.WaitForURLAsync("**/event-catalogue");
        await Assertions.Expect(page.GetByTestId("catalogue-search")).ToBeVisibleAsync();
        await Assertions.Expect(heading).ToBeFocusedAsync();

        // The server's focus request arrives late, when the user is already typing.
        await page.GetByTestId("catalogue-search").FocusAsync();
        await page.EvaluateAsync("dixaScreens.focusHeading(false)");
        await Assertions.Expect(page.GetByTestId("catalogue-search")).ToBeFocusedAsync();

        // After a load, the element that the user has focused keeps the focus.
        await page.GetByTestId("user-menu").Locator("button").FocusAsync();
        await page.EvaluateAsync("dixaScreens.focusHeading(true)");
        await Assertions.Expect(page.GetByTestId("user-menu").Locator("button")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task An_unknown_settings_address_shows_links_to_other_pages()
    {
        await using var app = await InProcessApp.StartAsync(store => store.CreateWebhookAsync());
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();

        var response = await page.GotoAsync("/settings/nowhere?a=b");
        Assert.Equal((int)HttpStatusCode.NotFound, response!.Status);
        Assert.Contains("href=\"/settings/nowhere?a=b#content\"", await response.TextAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Page not found" })).ToBeVisibleAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Page not found – Dixa Webhooks");
        await Assertions.Expect(page.GetByTestId("nav-integrations")).ToBeVisibleAsync();

        // The layout around the message is interactive.
        await page.GetByTestId("user-menu").ClickAsync();
        await Assertions.Expect(page.GetByTestId("user-name")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByTestId("not-found-catalogue").ClickAsync();
        await page.WaitForURLAsync("**/event-catalogue");

        // The same after navigation within the application.
        await page.EvaluateAsync("Blazor.navigateTo('/settings/gone')");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Page not found" })).ToBeVisibleAsync();
        await page.GetByTestId("not-found-home").ClickAsync();
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_signed_out_user_sees_only_that_an_address_does_not_exist()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await browser.OpenAsync(app.Address);

        var response = await page.GotoAsync("/settings/nowhere");

        Assert.Equal((int)HttpStatusCode.NotFound, response!.Status);
        await Assertions.Expect(page.GetByTestId("not-found-home")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("nav-integrations")).ToHaveCountAsync(0);
        Assert.DoesNotContain("<!--Blazor:{\"type\":\"server\"", await response.TextAsync(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_exact_time_is_available_from_the_keyboard()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()));
        var page = await browser.OpenAsync(app.Address, options => options.TimezoneId = "Asia/Tokyo");
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.OpenAsync($"{AdminScreens.Overview}/{webhook}");
        var time = page.GetByTestId("webhook-created").Locator("time");

        // A time in a row of a list is no stop of the Tab key; the row's page has it.
        await page.GetByTestId("webhook-id-copy").FocusAsync();
        await page.Keyboard.PressAsync("Tab");

        await Assertions.Expect(time).ToBeFocusedAsync();
        var (exactTime, tooltip) = (await time.GetAttributeAsync("title"), await time.EvaluateAsync<string>("e => getComputedStyle(e, '::after').content"));
        Assert.EndsWith(" UTC)", exactTime, StringComparison.Ordinal);
        Assert.Equal($"\"{exactTime}\"", tooltip);
        await page.Context.CloseAsync();
    }

    /// <summary>Opens the deliveries without a connection. What it returns lets the page connect.</summary>
    private static async Task<Func<Task>> OpenDeliveriesAsync(IPage page)
    {
        const string Script = "**/blazor.web*.js";
        var connectGate = new TaskCompletionSource();
        await page.RouteAsync(Script, async route =>
        {
            await connectGate.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/settings/integrations/deliveries", new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(page.GetByTestId("found-row")).ToBeVisibleAsync();
        return async () =>
        {
            connectGate.SetResult();
            await page.WaitForFunctionAsync("() => 'connected' in document.documentElement.dataset");
            await page.UnrouteAsync(Script);
        };
    }

    private static async Task ExpectStableLoadAsync(IPage page, string address, ILocator content)
    {
        await page.GotoAsync(address);
        await Assertions.Expect(content).ToBeVisibleAsync();

        // Layout shifts of the current frame are reported two frames later.
        await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        var moved = await page.EvaluateAsync<string>("JSON.stringify(window.watched.moved, null, 1)");
        Assert.True(await page.EvaluateAsync<double>("window.watched.moved.reduce((sum, shift) => sum + shift.value, 0)") < 0.01, $"{address} shifts: {moved}");
        var states = (await page.EvaluateAsync<string[]>("window.watched.states")).Where(state => state != "none");
        Assert.True(states.SkipWhile(state => state == "loading").SequenceEqual(["content"]), $"{address} flashes: {string.Join(", ", states)}");
    }

    /// <summary>Until the page has loaded, the browser paints its own background, which must be dark too.</summary>
    private static async Task ExpectOnlyDarkBackgroundsAsync(IPage page)
    {
        const string DarkBackground = "rgb(16, 19, 28)";
        var backgrounds = await page.EvaluateAsync<string[]>("[...window.watched.backgrounds]");
        Assert.Contains(DarkBackground, backgrounds);
        Assert.Empty(backgrounds.Except([DarkBackground, "the browser's own, dark"]));
    }

    private async Task<IPage> OpenAsync(TestApp app, Action<BrowserNewContextOptions> change)
    {
        var page = await browser.OpenAsync(app.Address, change);
        await page.AddInitScriptAsync(Watch);
        return page;
    }
}
