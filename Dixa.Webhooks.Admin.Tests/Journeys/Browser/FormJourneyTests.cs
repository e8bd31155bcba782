using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>The form with invalid input, and with concurrent changes to the same webhook.</summary>
public sealed class FormJourneyTests(Chromium browser)
{
    [Fact]
    public async Task Each_error_is_shown_at_its_field_and_no_input_is_lost()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync($"{AdminScreens.Overview}/new");
        await page.GetByTestId("field-name").FillAsync(new string('n', 101));
        await page.GetByTestId("field-url").FillAsync("ftp://example.com/hook");
        await page.GetByTestId("add-header").ClickAsync();
        await page.GetByTestId("header-name-0").FillAsync("x-dixa-signature");
        await page.GetByTestId("header-value-0").FillAsync("typed value");
        await page.GetByTestId("save-webhook").ClickAsync();

        await Assertions.Expect(page.GetByTestId("error-name")).ToContainTextAsync("at most 100");
        await Assertions.Expect(page.GetByTestId("error-url")).ToContainTextAsync("https://");
        await Assertions.Expect(page.GetByTestId("error-events")).ToContainTextAsync("at least one event");
        await Assertions.Expect(page.GetByTestId("error-headers[0].name")).ToContainTextAsync("cannot be overridden");
        await Assertions.Expect(page.GetByTestId("field-name")).ToHaveValueAsync(new string('n', 101));
        await Assertions.Expect(page.GetByTestId("field-url")).ToHaveValueAsync("ftp://example.com/hook");
        await Assertions.Expect(page.GetByTestId("header-value-0")).ToHaveValueAsync("typed value");

        await page.GotoAsync(AdminScreens.Overview);
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_second_of_two_concurrent_edits_is_refused_and_overwrites_nothing()
    {
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync());
        var first = await browser.OpenAsync(app.Address);
        await new AdminScreens(first).SignInAsync();
        var second = await first.Context.NewPageAsync();
        await first.GotoAsync($"{AdminScreens.Overview}/{webhook}/edit");
        await second.GotoAsync($"{AdminScreens.Overview}/{webhook}/edit");

        await SaveAsAsync(first, "From the first window");
        await first.WaitForURLAsync($"**/{webhook}");
        await SaveAsAsync(second, "From the second window");

        await Assertions.Expect(second.GetByTestId("form-changed")).ToBeVisibleAsync();
        await Assertions.Expect(second.GetByTestId("field-name")).ToHaveValueAsync("From the second window");
        await second.GetByTestId("reload-theirs").ClickAsync();
        await Assertions.Expect(second.GetByTestId("field-name")).ToHaveValueAsync("From the first window");
    }

    [Fact]
    public async Task Open_pages_of_a_removed_webhook_say_that_it_was_removed()
    {
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync());
        var overview = await browser.OpenAsync(app.Address);
        await new AdminScreens(overview).SignInAsync();
        var details = await overview.Context.NewPageAsync();
        var form = await overview.Context.NewPageAsync();
        await details.GotoAsync($"{AdminScreens.Overview}/{webhook}");
        await Assertions.Expect(details.GetByTestId("edit-webhook")).ToBeVisibleAsync();
        await form.GotoAsync($"{AdminScreens.Overview}/{webhook}/edit");
        await form.GetByTestId("field-name").FillAsync("Too late");

        await overview.GetByTestId("webhook-menu").ClickAsync();
        await overview.GetByTestId("webhook-remove").ClickAsync();
        await Assertions.Expect(overview.GetByRole(AriaRole.Dialog)).ToContainTextAsync("CRM updates");
        await overview.GetByTestId("confirm-remove").ClickAsync();

        await Assertions.Expect(overview.GetByTestId("webhook-row")).ToHaveCountAsync(0);
        await Assertions.Expect(details.GetByTestId("missing")).ToBeVisibleAsync();
        await form.GetByTestId("save-webhook").ClickAsync();
        await Assertions.Expect(form.GetByTestId("form-gone")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_switch_disables_and_enables_and_an_edit_keeps_masked_values()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync(draft =>
        {
            draft.Url = receiver.Url.ToString();
            (draft.AuthorizationKind, draft.Token) = (Domain.Subscriptions.AuthorizationKind.Token, "kept-token");
        }));
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();

        await page.GetByTestId("webhook-enabled").ClickAsync();
        await Assertions.Expect(page.GetByText("CRM updates was disabled.")).ToBeVisibleAsync();
        Assert.Equal(0, (await app.PublishAsync(Publishing.Event())).GetProperty("deliveries").GetInt32());
        await page.GetByTestId("webhook-enabled").ClickAsync();
        await Assertions.Expect(page.GetByText("CRM updates was enabled.")).ToBeVisibleAsync();

        await page.GotoAsync($"{AdminScreens.Overview}/{webhook}/edit");
        await SaveAsAsync(page, "Renamed");
        await page.WaitForURLAsync($"**/{webhook}");
        await app.PublishAsync(Publishing.Event());
        await receiver.ReceivesAsync(1);

        Assert.Equal("Bearer kept-token", receiver.Requests[0].Headers["Authorization"]);
    }

    private static async Task SaveAsAsync(IPage page, string name)
    {
        await page.GetByTestId("field-name").FillAsync(name);
        await page.GetByTestId("save-webhook").ClickAsync();
    }
}
