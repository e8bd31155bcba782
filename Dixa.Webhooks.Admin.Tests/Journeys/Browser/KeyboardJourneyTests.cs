using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>The application without a mouse.</summary>
public sealed class KeyboardJourneyTests(Chromium browser, SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task A_question_mark_lists_the_shortcuts_and_they_work()
    {
        var page = await browser.OpenAsync(shared.App.Address);
        await new AdminScreens(page).SignInAsync();
        await Assertions.Expect(page.GetByTestId("webhook-row").Or(page.GetByTestId("add-webhook")).First).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.GetByTestId("shortcuts")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("shortcuts")).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("Control+k");
        await page.WaitForURLAsync("**/integrations/deliveries");
        await Assertions.Expect(page.GetByTestId("find-box")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.GetByTestId("find-box")).ToBeFocusedAsync();
        await page.GetByTestId("tab-webhooks").ClickAsync();
        await page.WaitForURLAsync("**/integrations/webhooks");

        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("c");
        await page.WaitForURLAsync("**/event-catalogue");
        await Assertions.Expect(page.GetByTestId("catalogue-search")).ToBeEditableAsync();
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.GetByTestId("catalogue-search")).ToBeFocusedAsync();

        // In a field, the keys type characters.
        await page.Keyboard.TypeAsync("n?");
        await Assertions.Expect(page.GetByTestId("catalogue-search")).ToHaveValueAsync("n?");
        await Assertions.Expect(page.GetByTestId("shortcuts")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_user_menu_opens_the_shortcut_list_and_its_links_work()
    {
        var page = await browser.OpenAsync(shared.App.Address);
        await new AdminScreens(page).SignInAsync();

        await page.GetByTestId("user-menu").ClickAsync();
        await page.GetByTestId("show-shortcuts").ClickAsync();
        await page.GetByTestId("shortcuts").GetByRole(AriaRole.Link, new() { Name = "New webhook" }).ClickAsync();

        await page.WaitForURLAsync("**/webhooks/new");
        await Assertions.Expect(page.GetByTestId("shortcuts")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData("notification-bell", true)]
    [InlineData("notification-bell", false)]
    [InlineData("user-menu", true)]
    [InlineData("user-menu", false)]
    public async Task Escape_closes_a_menu_and_returns_the_focus_to_its_button(string menu, bool byMouse)
    {
        var page = await browser.OpenAsync(shared.App.Address, options => options.ReducedMotion = ReducedMotion.Reduce);
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.OpenAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("webhook-row").Or(page.GetByTestId("add-webhook")).First).ToBeVisibleAsync();
        var button = page.GetByTestId(menu).Locator("button").Or(page.Locator($"button[data-testid={menu}]"));
        var open = page.Locator(".mud-popover-open");

        if (byMouse)
        {
            await button.ClickAsync();
        }
        else
        {
            await button.PressAsync("Enter");
        }

        await Assertions.Expect(open).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(open).ToHaveCountAsync(0);
        await Assertions.Expect(button).ToBeFocusedAsync();
    }
}
