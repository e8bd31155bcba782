using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>What each role can see and do, in a real browser.</summary>
public sealed class PeopleJourneyTests(Chromium browser)
{
    private const string SupportEmail = "sam@example.com";
    private const string SupportPassword = "sams very own password";
    private const string HeaderValue = "header-value-nobody-sees";

    [Fact]
    public async Task Support_sees_statuses_and_payloads_but_no_secrets_header_values_or_buttons()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = Guid.Empty;
        var secret = "";
        await using var app = await InProcessApp.StartAsync(async store =>
        {
            webhook = await store.CreateWebhookAsync(draft =>
            {
                draft.Url = receiver.Url.ToString();
                draft.Headers.Add(new() { Name = "X-Api-Key", Value = HeaderValue });
            });
            secret = (await store.WebhookAsync(webhook)).Secret.Reveal();
        });
        await app.PublishAsync(Publishing.Event(data: SampleData.With("\"seen\":\"by support\"")));
        await app.RecordsAsync(1);
        await AddSupportAsync(app);

        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).TypeSignInAsync(SupportEmail, SupportPassword);
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToHaveCountAsync(1);
        foreach (var button in new[] { "add-webhook", "webhook-menu", "webhook-enabled", "nav-people", "nav-system" })
        {
            await Assertions.Expect(page.GetByTestId(button)).ToHaveCountAsync(0);
        }

        await page.GotoAsync($"{AdminScreens.Overview}/{webhook}");
        await Assertions.Expect(page.GetByTestId("event-status-CONVERSATION_CREATED")).ToContainTextAsync("Success (200)");
        foreach (var hidden in new[] { "edit-webhook", "send-test", "secret-value", "secret-reveal", "secret-copy" })
        {
            await Assertions.Expect(page.GetByTestId(hidden)).ToHaveCountAsync(0);
        }

        var html = await page.ContentAsync();
        Assert.DoesNotContain(secret, html, StringComparison.Ordinal);
        Assert.DoesNotContain(HeaderValue, html, StringComparison.Ordinal);

        await page.GetByTestId("event-view-CONVERSATION_CREATED").ClickAsync();
        await page.GetByTestId("view-payload").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("payload-formatted")).ToContainTextAsync("by support");

        foreach (var closed in new[] { $"{AdminScreens.Overview}/new", $"{AdminScreens.Overview}/{webhook}/edit", $"{AdminScreens.Overview}/{webhook}/test", "/settings/people", "/settings/system", "/settings/system/settings", "/jobs" })
        {
            await page.GotoAsync(closed);
            await Assertions.Expect(page.GetByTestId("access-denied")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_an_account_and_an_unknown_account_looks_the_same()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await browser.OpenAsync(app.Address);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(await TrySignInAsync(page, "nobody@example.com", "not the password"), await TrySignInAsync(page, TestApp.AdministratorEmail, "not the password"));
        }

        var locked = await TrySignInAsync(page, TestApp.AdministratorEmail, TestApp.AdministratorPassword);

        Assert.Equal(await TrySignInAsync(page, "nobody@example.com", TestApp.AdministratorPassword), locked);
        Assert.Contains("locked for 15 minutes", locked, StringComparison.Ordinal);
        Assert.Contains("/account/sign-in", page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("//example.com/")]
    [InlineData("/\\example.com/")]
    public async Task Signing_in_never_redirects_to_another_site(string returnUrl)
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync($"/account/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        await FillAsync(page, TestApp.AdministratorEmail, TestApp.AdministratorPassword);

        await page.WaitForURLAsync($"**{AdminScreens.Overview}");
        Assert.Equal(app.Address.Authority, new Uri(page.Url).Authority);
    }

    private async Task AddSupportAsync(TestApp app)
    {
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).TypeSignInAsync();
        await new AdminScreens(page).OpenAsync("/settings/people");
        await page.GetByTestId("people-add").ClickAsync();
        await page.GetByTestId("person-email").FillAsync(SupportEmail);
        await page.GetByTestId("person-role").SelectOptionAsync("Support");
        await page.GetByTestId("person-password").FillAsync(SupportPassword);
        await page.GetByTestId("person-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("person-row")).ToHaveCountAsync(2);
        await page.Context.CloseAsync();
    }

    private static async Task<string> TrySignInAsync(IPage page, string email, string password)
    {
        await page.GotoAsync("/account/sign-in");
        await FillAsync(page, email, password);
        return await page.GetByTestId("sign-in-error").InnerTextAsync();
    }

    private static async Task FillAsync(IPage page, string email, string password)
    {
        await page.GetByTestId("sign-in-email").FillAsync(email);
        await page.GetByTestId("sign-in-password").FillAsync(password);
        await page.GetByTestId("sign-in-submit").ClickAsync();
    }
}
