using System.Globalization;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>The lists of webhooks and of deliveries: they hold still, their rows are links, and they fit the window.</summary>
public sealed partial class ListJourneyTests(Chromium browser)
{
    private const string Deliveries = "/settings/integrations/deliveries";

    /// <summary>How many rows are in the window as a whole, without scrolling.</summary>
    private const string CountVisible = "rows => rows.filter(row => { const box = row.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }).length";

    /// <summary>The controls that are smaller than a finger. Links within text are exempt.</summary>
    private const string SmallControls = """
        () => [...document.querySelectorAll('main :is(button, input:not([type=hidden]), select, summary, [role=button], a.mud-button-root, a.step, a.chip-link, a.mud-icon-button)')]
          .filter(control => control.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !control.closest('.mud-switch') && !control.matches('.branch > summary'))
          .map(control => [control, (control.closest('label') ?? control).getBoundingClientRect()])
          .filter(([, box]) => box.width < 43.5 || box.height < 43.5)
          .map(([control, box]) => `${control.outerHTML.slice(0, 120)} ${box.width}x${box.height}`)
        """;

    [Fact]
    public async Task A_list_holds_still_under_the_pointer_and_under_the_focus()
    {
        var webhook = Guid.Empty;
        await using var receiver = await Receiver.StartAsync();
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()));
        await app.PublishAsync($"[{Publishing.Event()},{Publishing.Event()},{Publishing.Event()}]");
        await app.SettlesAsync(Eventually.Deadline);
        var page = await browser.OpenAsync(app.Address);
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        foreach (var (address, row) in new[] { (Deliveries, "found-row"), ($"{AdminScreens.Overview}/{webhook}/deliveries", "delivery-row"), ($"{AdminScreens.Overview}/{webhook}/events/CONVERSATION_CREATED", "delivery-row") })
        {
            await screens.OpenAsync(address);
            var rows = page.GetByTestId(row);
            await Assertions.Expect(rows.Nth(2)).ToBeVisibleAsync();
            var count = await rows.CountAsync();

            await rows.Nth(1).HoverAsync();
            var before = await rows.Nth(1).BoundingBoxAsync();
            await Assertions.Expect(page.Locator("[data-held]")).ToBeVisibleAsync();
            await app.PublishAsync($"[{Publishing.Event()},{Publishing.Event()}]");
            await Assertions.Expect(page.GetByTestId("news")).ToHaveTextAsync("2 new deliveries");
            await Assertions.Expect(rows).ToHaveCountAsync(count);
            var after = await rows.Nth(1).BoundingBoxAsync();
            Assert.Equal((before!.Y, before.Height), (after!.Y, after.Height));
            await page.GetByTestId("show-news").ClickAsync();
            await Assertions.Expect(rows).ToHaveCountAsync(count + 2);

            // The pointer is still in the list, and then leaves it.
            await app.PublishAsync(Publishing.Event());
            await Assertions.Expect(page.GetByTestId("news")).ToHaveTextAsync("1 new delivery");
            await page.Mouse.MoveAsync(5, 5);
            await Assertions.Expect(rows).ToHaveCountAsync(count + 3);

            await rows.Nth(0).Locator("a[data-row-link]").FocusAsync();
            await Assertions.Expect(page.Locator("[data-held]")).ToBeVisibleAsync();
            await app.PublishAsync(Publishing.Event());
            await Assertions.Expect(page.GetByTestId("news")).ToHaveTextAsync("1 new delivery");
            await Assertions.Expect(rows.Nth(0).Locator("a[data-row-link]")).ToBeFocusedAsync();
        }
    }

    [Fact]
    public async Task A_click_anywhere_on_a_row_opens_it_but_not_one_that_selects_text_or_hits_a_control()
    {
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store =>
        {
            webhook = await store.CreateWebhookAsync();
            await store.DeliveryAsync(webhook, state: DeliveryState.Failed);
        });
        var page = await browser.OpenAsync(app.Address);
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.OpenAsync(Deliveries);
        var outcome = page.GetByTestId("found-outcome");

        await page.GetByTestId("select-row").CheckAsync();
        await outcome.DblClickAsync();
        await page.WaitForURLAsync($"**/{webhook}/deliveries/1");
        await page.GoBackAsync();

        var box = await page.GetByTestId("found-duration").BoundingBoxAsync();
        await SelectTextAsync(page, page.Locator("time").First);
        Assert.EndsWith(Deliveries, page.Url, StringComparison.Ordinal);
        await page.Mouse.ClickAsync(5, 400);

        // In a new tab, as from a link.
        var tab = await page.Context.RunAndWaitForPageAsync(() => page.Mouse.ClickAsync(box!.X + 3, box.Y + 3, new() { Button = MouseButton.Middle }));
        await tab.WaitForURLAsync($"**/{webhook}/deliveries/1");
        await tab.CloseAsync();
        await page.Keyboard.DownAsync("Control");
        tab = await page.Context.RunAndWaitForPageAsync(() => page.Mouse.ClickAsync(box!.X + 3, box.Y + 3));
        await page.Keyboard.UpAsync("Control");
        await tab.WaitForURLAsync($"**/{webhook}/deliveries/1");
        await tab.CloseAsync();
        Assert.EndsWith(Deliveries, page.Url, StringComparison.Ordinal);

        // On the overview, the switch and the menu do what they say.
        await screens.OpenAsync(AdminScreens.Overview);
        await page.GetByTestId("webhook-enabled").ClickAsync();
        await Assertions.Expect(page.GetByText("was disabled.")).ToBeVisibleAsync();
        await page.GetByTestId("webhook-menu").ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        Assert.EndsWith(AdminScreens.Overview, page.Url, StringComparison.Ordinal);
        await page.GetByTestId("webhook-url").ClickAsync();
        await page.WaitForURLAsync(DetailsAddress());
    }

    [Fact]
    public async Task At_1280_by_720_at_least_8_webhooks_and_8_deliveries_are_visible()
    {
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await FillAsync(store));
        var page = await browser.OpenAsync(app.Address, options => options.ViewportSize = new ViewportSize { Width = 1280, Height = 720 });
        await new AdminScreens(page).SignInAsync();

        Assert.InRange(await VisibleAsync(page, AdminScreens.Overview, "webhook-row"), 8, 25);
        Assert.InRange(await VisibleAsync(page, Deliveries, "found-row"), 8, 25);
        Assert.InRange(await VisibleAsync(page, $"{AdminScreens.Overview}/{webhook}/deliveries", "delivery-row"), 8, 25);
        Assert.InRange(await VisibleAsync(page, $"{AdminScreens.Overview}/{webhook}/events/CONVERSATION_CREATED", "delivery-row"), 8, 25);
    }

    [Fact]
    public async Task On_a_tablet_the_lists_are_tables()
    {
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await FillAsync(store));
        var page = await browser.OpenAsync(app.Address, options => options.ViewportSize = new ViewportSize { Width = 768, Height = 1024 });
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        foreach (var (address, row) in Lists(webhook))
        {
            await screens.OpenAsync(address);
            await Assertions.Expect(page.GetByTestId(row).First).ToBeVisibleAsync();
            Assert.Equal("table-row", await page.GetByTestId(row).First.EvaluateAsync<string>("row => getComputedStyle(row).display"));
            Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            Assert.Empty(await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.table')].filter(table => table.scrollWidth > table.clientWidth).map(table => table.outerHTML.slice(0, 80))"));
            await Screenshots.TakeAsync(page, $"list-{row}-{address.Split('/')[^1]}-tablet");
        }
    }

    [Fact]
    public async Task On_a_phone_every_control_is_large_enough_for_a_finger_and_a_payload_fills_the_screen()
    {
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await FillAsync(store));
        var page = await browser.OpenAsync(app.Address, options => (options.ViewportSize, options.HasTouch) = (new ViewportSize { Width = 390, Height = 844 }, true));
        await new AdminScreens(page).SignInAsync();
        List<string> small = [];
        foreach (var (address, row) in Lists(webhook).Append(($"{AdminScreens.Overview}/{webhook}/deliveries/1", "payload-copy")))
        {
            await page.GotoAsync(address);
            await Assertions.Expect(page.GetByTestId(row).First).ToBeVisibleAsync();
            small.AddRange(from control in await page.EvaluateAsync<string[]>(SmallControls) select $"{address.Split('/')[^1]}: {control}");
        }

        Assert.True(small.Count == 0, string.Join("\n", small.Distinct()));
        await page.GotoAsync($"{AdminScreens.Overview}/{webhook}/events/CONVERSATION_CREATED");
        await page.GetByTestId("view-payload").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("payload-close")).ToBeVisibleAsync();
        var dialog = await page.Locator(".mud-dialog").BoundingBoxAsync();
        Assert.Equal((0f, 0f, 390f, 844f), (dialog!.X, dialog.Y, dialog.Width, dialog.Height));
        await Screenshots.TakeAsync(page, "payload-dialog-phone");
    }

    [Fact]
    public async Task Times_are_written_as_in_the_browsers_language_and_zone()
    {
        await using var app = await InProcessApp.StartAsync(async store => await store.DeliveryAsync(await store.CreateWebhookAsync(), state: DeliveryState.Delivered));
        var page = await browser.OpenAsync(app.Address, options => (options.Locale, options.TimezoneId) = ("de-DE", "Europe/Berlin"));
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.OpenAsync(Deliveries);

        await Assertions.Expect(page.Locator("time").First).ToHaveTextAsync(DayFirst());
        await Assertions.Expect(page.GetByTestId("zone").First).ToHaveTextAsync(CentralEurope());
        await Assertions.Expect(page.Locator("[data-ago]").First).ToHaveTextAsync(Ago());

        // The cookie of another zone is corrected without a reload.
        await page.Context.AddCookiesAsync([new() { Name = "tz", Value = "Asia%2FTokyo", Url = app.Address.ToString() }, new() { Name = "clock", Value = "12-md", Url = app.Address.ToString() }]);
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("zone").First).ToHaveTextAsync(CentralEurope());
        await Assertions.Expect(page.Locator("time").First).ToHaveTextAsync(DayFirst());
    }

    [Fact]
    public async Task Several_webhooks_are_disabled_at_once()
    {
        await using var app = await InProcessApp.StartAsync(async store => await FillAsync(store));
        var page = await browser.OpenAsync(app.Address);
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.OpenAsync(AdminScreens.Overview);

        await page.GetByTestId("select-row").Nth(0).CheckAsync();
        await page.GetByTestId("select-row").Nth(2).CheckAsync();
        await Assertions.Expect(page.GetByTestId("selection-count")).ToHaveTextAsync("2 webhooks selected");
        var findings = new List<string>(await ScreenCheck.FindingsAsync(page, "webhooks-selected"));
        await page.GetByTestId("selected-disable").ClickAsync();
        await Assertions.Expect(page.GetByTestId("selected-consequence")).ToContainTextAsync("2 webhooks will be disabled.");
        findings.AddRange(await ScreenCheck.FindingsAsync(page, "webhooks-selected-confirm"));
        await page.GetByTestId("selected-confirm").ClickAsync();
        await Assertions.Expect(page.GetByTestId("selected-result")).ToHaveTextAsync("2 webhooks were disabled.");
        await page.GetByTestId("selected-close").ClickAsync();

        await page.GetByTestId("filter-Disabled").ClickAsync();
        await Assertions.Expect(page.GetByTestId("webhook-name")).ToHaveTextAsync(["Webhook 00", "Webhook 02"]);
        await page.GetByTestId("select-page").CheckAsync();
        await page.GetByTestId("selected-remove").ClickAsync();
        await page.GetByTestId("selected-confirm").ClickAsync();
        await page.GetByTestId("selected-close").ClickAsync();
        await Assertions.Expect(page.GetByTestId("no-match")).ToBeVisibleAsync();
        Assert.True(findings.Count == 0, string.Join("\n", findings));
    }

    private static IEnumerable<(string Address, string Row)> Lists(Guid webhook) =>
    [
        (AdminScreens.Overview, "webhook-row"),
        (Deliveries, "found-row"),
        ($"{AdminScreens.Overview}/{webhook}/deliveries", "delivery-row"),
        ($"{AdminScreens.Overview}/{webhook}/events/CONVERSATION_CREATED", "delivery-row"),
    ];

    private static async Task<int> VisibleAsync(IPage page, string address, string row)
    {
        await page.GotoAsync(address);
        await Assertions.Expect(page.GetByTestId(row).Nth(9)).ToBeAttachedAsync();
        await Screenshots.TakeAsync(page, $"dense-{row}-{address.Split('/')[^1]}");
        return await page.GetByTestId(row).EvaluateAllAsync<int>(CountVisible);
    }

    private static async Task SelectTextAsync(IPage page, ILocator text)
    {
        var box = await text.BoundingBoxAsync();
        await page.Mouse.MoveAsync(box!.X + 2, box.Y + (box.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width - 2, box.Y + (box.Height / 2), new() { Steps = 5 });
        await page.Mouse.UpAsync();
        Assert.NotEqual("", await page.EvaluateAsync<string>("getSelection().toString()"));
    }

    /// <summary>Thirty webhooks; the first has thirty deliveries of one event type.</summary>
    private static async Task<Guid> FillAsync(TestStore store)
    {
        var first = Guid.Empty;
        for (var i = 0; i < 30; i++)
        {
            var id = await store.CreateWebhookAsync(draft => draft.Name = string.Create(CultureInfo.InvariantCulture, $"Webhook {i:00}"));
            first = i == 0 ? id : first;
        }

        for (var i = 0; i < 30; i++)
        {
            await store.DeliveryAsync(first, state: i % 3 == 0 ? DeliveryState.Failed : DeliveryState.Delivered, payload: """{"data":{"conversation":{"csid":4711,"requester":{"name":"Freja Holm"}}}}""");
        }

        return first;
    }

    [GeneratedRegex("/webhooks/[0-9a-f]{8}-[0-9a-f-]{27}$")]
    private static partial Regex DetailsAddress();

    [GeneratedRegex(@"^(\d\d? [A-Z][a-z]{2} 2026, )\d\d:\d\d:\d\d$|^(\d\d? [A-Z][a-z]{2}, )?\d\d:\d\d:\d\d$")]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^UTC\+[12]$")]
    private static partial Regex CentralEurope();

    [GeneratedRegex("ago$|^just now$")]
    private static partial Regex Ago();
}
