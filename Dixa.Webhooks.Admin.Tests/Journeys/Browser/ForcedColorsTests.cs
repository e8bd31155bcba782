using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>Forced colors, such as the contrast themes of Windows: selected and enabled controls still look different.</summary>
public sealed class ForcedColorsTests(Chromium browser, TouredApp toured) : IClassFixture<TouredApp>
{
    private const string ReadColors = """
        (element) => {
          const style = getComputedStyle(element);
          return [style.backgroundColor, style.color, style.borderBottomColor].join(' ');
        }
        """;

    private const string ReadFrame = "(element) => { const style = getComputedStyle(element); return `${style.borderTopWidth} ${style.borderTopColor !== style.backgroundColor}`; }";

    private const string IsHighlighted = """
        (element) => {
          const sample = document.body.appendChild(document.createElement('i'));
          sample.style.cssText = 'forced-color-adjust: none; background-color: Highlight';
          const highlight = getComputedStyle(sample).backgroundColor;
          sample.remove();
          return getComputedStyle(element).backgroundColor === highlight;
        }
        """;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Selected_and_enabled_controls_look_different(ColorScheme scheme)
    {
        var page = await browser.OpenAsync(toured.App.Address, options =>
        {
            (options.ForcedColors, options.ColorScheme, options.ReducedMotion) = (ForcedColors.Active, scheme, ReducedMotion.Reduce);
        });
        await new AdminScreens(page).SignInAsync();
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToHaveCountAsync(4);
        await Screenshots.TakeAsync(page, $"forced-overview-{scheme}");

        await ExpectDifferentAsync(page.Locator(".mud-checked + .mud-switch-track"), page.Locator(".mud-switch-base:not(.mud-checked) + .mud-switch-track"));
        await ExpectDifferentAsync(page.Locator(".tab[aria-current]"), page.Locator(".tab:not([aria-current])"));
        await ExpectDifferentAsync(page.Locator(".chip-link[aria-current]"), page.Locator(".chip-link:not([aria-current])"));
        await ExpectDifferentAsync(page.Locator(".mud-nav-link.active"), page.Locator(".mud-nav-link:not(.active)"));
        foreach (var selected in new[] { page.Locator(".mud-nav-link.active"), page.Locator(".mud-checked + .mud-switch-track"), page.Locator(".chip-link[aria-current]") })
        {
            Assert.True(await selected.First.EvaluateAsync<bool>(IsHighlighted));
        }

        foreach (var framed in new[] { page.Locator(".mud-switch-base:not(.mud-checked) + .mud-switch-track"), page.GetByTestId("add-webhook") })
        {
            Assert.Equal("1px true", await framed.First.EvaluateAsync<string>(ReadFrame));
        }

        await page.GotoAsync($"{AdminScreens.Overview}/{toured.Failing}/deliveries/{toured.FailedDelivery}");
        await Assertions.Expect(page.Locator(".segment").First).ToBeVisibleAsync();
        await ExpectDifferentAsync(page.Locator(".segment[aria-pressed=true]"), page.Locator(".segment[aria-pressed=false]"));
        await Screenshots.TakeAsync(page, $"forced-delivery-{scheme}");

        await page.GotoAsync($"{AdminScreens.Overview}/{toured.Working}/verify");
        await Assertions.Expect(page.GetByTestId("snippet-code")).ToBeVisibleAsync();
        await ExpectDifferentAsync(page.Locator(".chip-link[aria-current]"), page.Locator(".chip-link:not([aria-current])"));

        await page.GotoAsync("/settings/integrations/event-catalogue/CONVERSATION_RATED");
        await Assertions.Expect(page.GetByTestId("subscribers")).ToBeVisibleAsync();
        await ExpectDifferentAsync(page.Locator(".event[aria-current]"), page.Locator(".event:not([aria-current])"));

        await page.GotoAsync($"{AdminScreens.Overview}/{toured.Working}/edit");
        await Assertions.Expect(page.GetByTestId("save-webhook")).ToBeVisibleAsync();
        Assert.Equal("1px true", await page.GetByTestId("save-webhook").EvaluateAsync<string>(ReadFrame));
        await Screenshots.TakeAsync(page, $"forced-edit-{scheme}");
    }

    private static async Task ExpectDifferentAsync(ILocator selected, ILocator other) =>
        Assert.NotEqual(await selected.First.EvaluateAsync<string>(ReadColors), await other.First.EvaluateAsync<string>(ReadColors));
}
