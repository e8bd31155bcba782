using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>
/// Every page in both themes, on a desktop and on a phone: axe-core finds no violations, nothing is wider than the window, and the
/// focus is visible on every element.
/// </summary>
public sealed class ScreenTourTests(Chromium browser, TouredApp toured) : IClassFixture<TouredApp>
{
    private const int DesktopWidth = 1280;

    /// <summary>Focuses each element, and returns for each an empty string, or the start of its HTML if neither an outline nor a border shows the focus.</summary>
    private const string FocusEach = """
        () => {
          const can = 'a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, summary, [tabindex="0"]';
          const look = (element) => { const style = getComputedStyle(element); return [style.borderColor, style.borderWidth, style.outline].join(); };
          return [...document.querySelectorAll(can)].filter((element) => element.checkVisibility({ visibilityProperty: true })).map((element) => {
            const frame = element.closest('.mud-input')?.querySelector('.mud-input-outlined-border') ?? element.closest('.mud-switch-span');
            document.activeElement.blur();
            const before = frame && look(frame);
            element.focus();
            const style = getComputedStyle(element);
            const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && element.checkVisibility({ opacityProperty: true });
            return document.activeElement !== element || outlined || (frame && look(frame) !== before) ? '' : element.outerHTML.slice(0, 160);
          });
        }
        """;

    /// <summary>The name of each page, its address, and an element that is visible once it has loaded.</summary>
    private IEnumerable<(string Name, string Address, string Shows)> Pages =>
    [
        ("overview", AdminScreens.Overview, "webhook-row"),
        ("details", Webhook(toured.Working), "charts-outcomes"),
        ("details-failing", Webhook(toured.Failing), "charts-outcomes"),
        ("details-disabled", Webhook(toured.Broken), "disabled-banner"),
        ("deliveries", $"{Webhook(toured.Failing)}/deliveries", "delivery-row"),
        ("delivery", $"{Webhook(toured.Failing)}/deliveries/{toured.FailedDelivery}", "delivery-attempts"),
        ("activity", $"{Webhook(toured.Working)}/activity", "activity"),
        ("verify", $"{Webhook(toured.Working)}/verify", "snippet-code"),
        ("event", $"{Webhook(toured.Failing)}/events/CONVERSATION_TAG_ADDED", "delivery-row"),
        ("find", "/settings/integrations/deliveries", "found-row"),
        ("bulk-actions", "/settings/integrations/deliveries/actions", "no-bulk-actions"),
        ("find-event", $"/settings/integrations/events/{toured.FailedEvent}", "not-sent"),
        ("timeline", $"/settings/integrations/timeline?q={toured.FailedEvent}", "timeline-event"),
        ("payload-search", "/settings/integrations/deliveries/payloads?q=conversation&range=24h", "timeline-event"),
        ("test-event", $"{Webhook(toured.Working)}/test", "test-send"),
        ("edit", $"{Webhook(toured.Working)}/edit", "field-name"),
        ("new", $"{AdminScreens.Overview}/new", "field-name"),
        ("catalogue", "/settings/integrations/event-catalogue", "catalogue-count"),
        ("catalogue-event", "/settings/integrations/event-catalogue/CONVERSATION_RATED", "subscribers"),
        ("sandbox", "/settings/integrations/sandbox", "demo-state"),
        ("api-tokens", "/settings/integrations/api-tokens", "token-add"),
        ("people", "/settings/people", "people-add"),
        ("system", "/settings/system", "mail-pending"),
        ("system-settings", "/settings/system/settings", "setting-row"),
        ("storage", "/settings/system/storage", "storage-facts"),
        ("privacy", "/settings/privacy", "no-erasures"),
        ("audit-log", "/settings/audit-log", "audit-row"),
        ("change-password", "/account/change-password", "password-submit"),
        ("not-found", "/nowhere", "not-found-ways"),
    ];

    [Theory]
    [InlineData(DesktopWidth, 800)]
    [InlineData(390, 844)]
    public async Task No_page_has_an_axe_violation_is_wider_than_the_window_or_hides_the_focus(int width, int height)
    {
        var page = await browser.OpenAsync(toured.App.Address, options =>
        {
            options.ViewportSize = new ViewportSize { Width = width, Height = height };
            options.ReducedMotion = ReducedMotion.Reduce;
        });
        await page.GotoAsync("/account/sign-in");
        var findings = await FindingsAsync(page, "sign-in", "sign-in-email", width);
        await new AdminScreens(page).SignInAsync();
        foreach (var (name, address, shows) in Pages)
        {
            await page.GotoAsync(address);
            findings.AddRange(await FindingsAsync(page, name, shows, width));
        }

        Assert.True(findings.Count == 0, string.Join("\n", findings.Distinct()));
    }

    private static async Task<List<string>> FindingsAsync(IPage page, string name, string shows, int width)
    {
        await Assertions.Expect(page.GetByTestId(shows).First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        List<string> findings = [.. await ScreenCheck.FindingsAsync(page, name)];
        if (width < DesktopWidth)
        {
            // A phone has no keyboard.
            return findings;
        }

        // After this key the browser shows the focus as it does for keyboard users.
        await page.Keyboard.PressAsync("Tab");
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await ScreenCheck.SwitchThemeAsync(page, scheme);
            var results = await page.EvaluateAsync<string[]>(FocusEach);
            Assert.NotEmpty(results);
            findings.AddRange(from element in results where element.Length > 0 select $"{name}, {scheme}: the focus is not visible: {element}");
        }

        return findings;
    }

    private static string Webhook(Guid id) => $"{AdminScreens.Overview}/{id}";
}
