using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>Every dialog with the keyboard: its first field gets the focus, and closing it returns the focus.</summary>
public sealed class DialogFocusTests(Chromium browser, TouredApp toured) : IClassFixture<TouredApp>
{
    /// <summary>The page of each dialog, what opens it, and what then has the focus. In a confirmation that is the button that changes nothing.</summary>
    private IEnumerable<(string Address, string Opener, string Focused, bool ByEscape)> Dialogs =>
    [
        ("/settings/people", "people-add", "[data-testid=person-email]", true),
        ("/settings/people", "person-change-role", "button:has-text('Cancel')", true),
        ("/settings/people", "person-remove", "button:has-text('Cancel')", true),
        ("/settings/integrations/api-tokens", "token-add", "[data-testid=token-field-name]", false),
        ("/settings/integrations/api-tokens", "token-revoke", "button:has-text('Cancel')", true),
        (Webhook(toured.Working), "secret-rotate", "[data-testid=overlap-24]", true),
        ($"{Webhook(toured.Failing)}/deliveries", "resend-failed", "[data-testid=resend-since]", true),
        ($"{Webhook(toured.Failing)}/deliveries/{toured.FailedDelivery}", "resend", "button:has-text('Cancel')", true),
    ];

    [Fact]
    public async Task Each_dialog_focuses_its_first_field_and_returns_the_focus_when_it_closes()
    {
        var page = await browser.OpenAsync(toured.App.Address, options => options.ReducedMotion = ReducedMotion.Reduce);
        await new AdminScreens(page).SignInAsync();
        await AddPersonAndTokenAsync(page);
        foreach (var (address, opener, focused, byEscape) in Dialogs)
        {
            await page.GotoAsync(address);
            await page.WaitForFunctionAsync("() => 'connected' in document.documentElement.dataset");
            var button = page.GetByTestId(opener).First;
            await button.PressAsync("Enter");

            var field = page.Locator($".mud-dialog {focused}");
            await Assertions.Expect(field).ToBeFocusedAsync();
            await Screenshots.TakeAsync(page, $"dialog-{opener}");

            // A click outside may close a confirmation, but not a form, because the input would be lost.
            if (focused.StartsWith('['))
            {
                await page.Mouse.ClickAsync(5, 5);
                await Assertions.Expect(field).ToBeVisibleAsync();
            }

            await (byEscape ? page.Keyboard.PressAsync("Escape") : page.GetByTestId("token-cancel").PressAsync("Enter"));
            await Assertions.Expect(page.Locator(".mud-dialog")).ToHaveCountAsync(0);
            await Assertions.Expect(button).ToBeFocusedAsync();
        }
    }

    [Fact]
    public async Task Adding_a_header_focuses_it_and_removing_one_focuses_its_neighbor()
    {
        var page = await browser.OpenAsync(toured.App.Address);
        await new AdminScreens(page).SignInAsync($"{AdminScreens.Overview}/new");
        foreach (var name in new[] { "First", "Second", "Third" })
        {
            await page.GetByTestId("add-header").PressAsync("Enter");
            await Assertions.Expect(page.Locator("[data-testid^=header-name]").Last).ToBeFocusedAsync();
            await page.Keyboard.TypeAsync(name);
        }

        await page.GetByTestId("remove-header-1").PressAsync("Enter");
        await Assertions.Expect(page.Locator("input:focus")).ToHaveValueAsync("Third");
        await page.GetByTestId("remove-header-1").PressAsync("Enter");
        await Assertions.Expect(page.Locator("input:focus")).ToHaveValueAsync("First");
        await page.GetByTestId("remove-header-0").PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("add-header")).ToBeFocusedAsync();
    }

    private static async Task AddPersonAndTokenAsync(IPage page)
    {
        await new AdminScreens(page).OpenAsync("/settings/people");
        await page.GetByTestId("people-add").ClickAsync();
        await page.GetByTestId("person-email").FillAsync("bob@example.com");
        await page.GetByTestId("person-password").FillAsync("Another-Horse-8-Battery");
        await page.GetByTestId("person-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("person-row")).ToHaveCountAsync(2);
        await new AdminScreens(page).OpenAsync("/settings/integrations/api-tokens");
        await page.GetByTestId("token-add").ClickAsync();
        await page.GetByTestId("token-field-name").FillAsync("CRM");
        await page.GetByTestId("token-scope-ReadWebhooks").CheckAsync();
        await page.GetByTestId("token-save").ClickAsync();
        await page.GetByTestId("token-done").ClickAsync();
        await Assertions.Expect(page.GetByTestId("token-row")).ToHaveCountAsync(1);
    }

    private static string Webhook(Guid id) => $"{AdminScreens.Overview}/{id}";
}
