using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.DependencyInjection;
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

    [Theory]
    [InlineData(ColorScheme.Light, 1280, 900)]
    [InlineData(ColorScheme.Dark, 390, 844)]
    public async Task Two_edits_of_one_webhook_are_combined_field_by_field(ColorScheme scheme, int width, int height)
    {
        const string Grace = "grace@example.com";
        const string Password = "Another-Horse-8-Battery";
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync());
        await app.Services.GetRequiredService<UserDirectory>().AddAsync(Actors.Administrator, Grace, Role.Administrator, Password, TestContext.Current.CancellationToken);
        var mine = await browser.OpenAsync(app.Address, options => (options.ColorScheme, options.ViewportSize) = (scheme, new ViewportSize { Width = width, Height = height }));
        await new AdminScreens(mine).SignInAsync();
        var theirs = await browser.OpenAsync(app.Address);
        await new AdminScreens(theirs).SignInAsync(email: Grace, password: Password);
        await new AdminScreens(mine).OpenAsync($"{AdminScreens.Overview}/{webhook}/edit");
        await new AdminScreens(theirs).OpenAsync($"{AdminScreens.Overview}/{webhook}/edit");

        await theirs.GetByTestId("field-url").FillAsync("http://127.0.0.1/theirs");
        await theirs.GetByTestId("event-option-CONVERSATION_CLOSED").CheckAsync();
        await SaveAsAsync(theirs, "Theirs");
        await theirs.WaitForURLAsync($"**/{webhook}");
        await mine.GetByTestId("field-url").FillAsync("http://127.0.0.1/mine");
        await SaveAsAsync(mine, "Mine");

        await Assertions.Expect(mine.GetByTestId("changed-by")).ToHaveTextAsync(Grace);
        await Assertions.Expect(mine.GetByTestId("difference-events")).ToContainTextAsync("Their value is kept");
        await mine.GetByTestId("theirs-url").CheckAsync();
        await mine.GetByTestId("difference-name").ScrollIntoViewIfNeededAsync();
        await Screenshots.TakeAsync(mine, $"conflict-{width}-{scheme}");
        Assert.Empty(await ScreenCheck.FindingsAsync(mine, "conflict"));
        await mine.GetByTestId("merge-save").ClickAsync();

        await mine.WaitForURLAsync($"**/{webhook}");
        var stored = (await app.Services.GetRequiredService<WebhookQueries>().FindAsync(webhook, TestContext.Current.CancellationToken))!;
        Assert.Equal(("Mine", "http://127.0.0.1/theirs", true), (stored.Name, stored.Url, stored.Events.Any(type => type.Fqn == "CONVERSATION_CLOSED")));
    }

    [Fact]
    public async Task Going_back_while_a_field_has_the_focus_asks_first()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();

        // Connected, so that the link does not load the form as a new page.
        await new AdminScreens(page).OpenAsync(AdminScreens.Overview);
        await page.GetByTestId("add-webhook").First.ClickAsync();
        await page.WaitForURLAsync("**/webhooks/new");
        await page.GetByTestId("field-name").PressSequentiallyAsync("Half a n");

        await page.EvaluateAsync("history.back()");

        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("You have unsaved changes.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stay" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("field-name")).ToHaveValueAsync("Half a n");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280, 800)]
    [InlineData(ColorScheme.Dark, 390, 844)]
    public async Task The_address_is_checked_before_it_is_saved(ColorScheme scheme, int width, int height)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await InProcessApp.StartAsync();
        var page = await browser.OpenAsync(app.Address, options => (options.ColorScheme, options.ViewportSize) = (scheme, new ViewportSize { Width = width, Height = height }));
        await new AdminScreens(page).SignInAsync();
        await new AdminScreens(page).OpenAsync($"{AdminScreens.Overview}/new");

        await page.GetByTestId("field-url").FillAsync("http://10.1.2.3/");
        await page.GetByTestId("check-address").ClickAsync();
        await Assertions.Expect(page.GetByTestId("check-address")).ToBeEnabledAsync();
        await Assertions.Expect(page.GetByTestId("check-result")).ToContainTextAsync("10.1.2.3 is a private");
        await Screenshots.TakeAsync(page, $"check-refused-{width}-{scheme}");

        await page.GetByTestId("field-url").FillAsync(receiver.Url.ToString());
        await page.GetByTestId("check-address").ClickAsync();
        await Assertions.Expect(page.GetByTestId("finding-endpoint")).ToContainTextAsync("Reachable.");
        await Assertions.Expect(page.GetByTestId("check-address").Locator("xpath=..")).ToContainTextAsync("Sends one HEAD request");
        await Screenshots.TakeAsync(page, $"check-reachable-{width}-{scheme}");
        Assert.Empty(await ScreenCheck.FindingsAsync(page, "check-address"));

        await page.GetByTestId("field-url").FillAsync("http://127.0.0.1:99999/");
        await page.GetByTestId("check-address").ClickAsync();
        await Assertions.Expect(page.GetByTestId("check-result")).ToContainTextAsync("port must be between 1 and 65535");
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
