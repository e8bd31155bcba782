using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>Half-filled forms when the server stops or the page is reloaded.</summary>
public sealed class DraftJourneyTests(Chromium browser)
{
    private const string New = $"{AdminScreens.Overview}/new";
    private const string Token = "typed-token-4711";
    private const string Password = "typed-password-4711";

    /// <summary>The dialogs that the browser itself opened, such as whether to leave the page.</summary>
    private readonly List<string> _browserDialogs = [];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_server_restart_the_page_continues_without_a_click_and_keeps_the_input_but_no_secrets(bool killed)
    {
        await using var app = await AppProcess.StartAsync();
        var page = await OpenAsync(app, New);
        await FillAsync(page);

        if (killed)
        {
            app.KillHard();
        }
        else
        {
            await app.StopCleanlyAsync();
        }

        await ExpectOverlayAsync(page, "Try again now");
        await Assertions.Expect(page.GetByTestId("reconnect")).Not.ToContainTextAsync(new Regex("[0-9]"));
        await app.StartAgainAsync();

        await Assertions.Expect(page.GetByTestId("draft-restored")).ToBeVisibleAsync();
        await ExpectRestoredAsync(page);
        await Assertions.Expect(page.GetByTestId("reconnect")).ToBeHiddenAsync();
        Assert.Empty(_browserDialogs);

        // The restored form works: it can be completed and saved.
        await page.GetByTestId("auth-token").FillAsync(Token);
        await page.GetByTestId("header-value-0").FillAsync(Password);
        await page.GetByTestId("save-webhook").ClickAsync();
        await page.WaitForURLAsync(new Regex("/webhooks/[0-9a-f-]{36}"));
    }

    [Fact]
    public async Task Staying_on_the_page_when_the_browser_asks_keeps_the_overlay_and_the_input()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await OpenAsync(app, New);
        await FillAsync(page);
        await app.StopAsync();
        await ExpectOverlayAsync(page, "Try again now");

        await page.EvaluateAsync("() => { setTimeout(() => location.reload()); }");
        await Eventually.BecomesTrueAsync(() => _browserDialogs.Count == 1, "the browser asks whether to leave");

        await ExpectOverlayAsync(page, "Try again now");
        await Assertions.Expect(page.GetByTestId("field-name")).ToHaveValueAsync("CRM updates");
    }

    [Fact]
    public async Task A_lost_connection_is_restored_without_a_click_and_keeps_the_input_with_secrets()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await OpenAsync(app, AdminScreens.Overview);
        var (isLost, sockets) = (false, new List<IWebSocketRoute>());
        await page.RouteAsync("**/_blazor/negotiate**", route => isLost ? route.AbortAsync() : route.ContinueAsync());
        await page.RouteWebSocketAsync("**/_blazor**", socket =>
        {
            sockets.Add(socket);
            socket.ConnectToServer();
        });
        await page.GotoAsync(New);
        await FillAsync(page);

        isLost = true;
        await Task.WhenAll(sockets.Select(socket => socket.CloseAsync(new() { Code = 1011 })));
        await ExpectOverlayAsync(page, "Try again now");
        isLost = false;

        await Assertions.Expect(page.GetByTestId("reconnect")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByTestId("draft-restored")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByTestId("field-name")).ToHaveValueAsync("CRM updates");
        await Assertions.Expect(page.GetByTestId("auth-token")).ToHaveValueAsync(Token);
    }

    [Fact]
    public async Task A_page_whose_circuit_has_ended_restores_the_input()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await OpenAsync(app, New);
        await FillAsync(page);

        await page.EvaluateAsync("() => Blazor.pauseCircuit()");
        await ExpectOverlayAsync(page, "Continue");
        await page.GetByTestId("reconnect-button").ClickAsync();

        await ExpectRestoredAsync(page);
    }

    [Fact]
    public async Task A_draft_survives_a_reload_until_it_is_discarded_saved_or_cancelled()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await OpenAsync(app, New);
        await FillAsync(page);
        await ReloadAsync(page);
        await ExpectRestoredAsync(page);

        await page.GetByTestId("draft-discard").ClickAsync();
        await Assertions.Expect(page.GetByTestId("draft-restored")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByTestId("field-name")).ToHaveValueAsync("");
        await ExpectNoDraftAsync(page);

        await page.GetByTestId("field-name").FillAsync("Cancelled");
        await ExpectDraftAsync(page, "Cancelled");
        await page.GetByTestId("cancel-webhook").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"{AdminScreens.Overview}$"));
        await ExpectNoDraftAsync(page);

        await new AdminScreens(page).AddWebhookAsync("Saved", new Uri("https://example.com/hook"));
        await ExpectNoDraftAsync(page);
    }

    [Fact]
    public async Task A_restored_edit_does_not_overwrite_the_changes_of_another_user()
    {
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync(draft =>
        {
            (draft.AuthorizationKind, draft.Token) = (AuthorizationKind.Token, "stored-token");
            draft.Headers = [new HeaderDraft { Name = "X-Kept", Value = "stored-value" }];
        }));
        var page = await OpenAsync(app, $"{AdminScreens.Overview}/{webhook}/edit");
        await page.GetByTestId("field-name").FillAsync("Mine");
        await ExpectDraftAsync(page, "Mine");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync($"{AdminScreens.Overview}/{webhook}/edit");
        await other.GetByTestId("field-name").FillAsync("Theirs");
        await other.GetByTestId("save-webhook").ClickAsync();
        await other.WaitForURLAsync($"**/{webhook}");

        await ReloadAsync(page);
        await Assertions.Expect(page.GetByTestId("draft-restored")).ToHaveTextAsync(new Regex(@"^\s*Restored what you had typed\.\s*Discard\s*$"));
        await Assertions.Expect(page.GetByTestId("field-name")).ToHaveValueAsync("Mine");
        await Assertions.Expect(page.GetByTestId("auth-token")).ToHaveAttributeAsync("data-stored", "true");
        await Assertions.Expect(page.GetByTestId("header-value-0")).ToHaveAttributeAsync("data-stored", "true");
        await page.GetByTestId("save-webhook").ClickAsync();

        await Assertions.Expect(page.GetByTestId("form-changed")).ToBeVisibleAsync();
        await page.GetByTestId("reload-theirs").ClickAsync();
        await Assertions.Expect(page.GetByTestId("field-name")).ToHaveValueAsync("Theirs");
        await ExpectNoDraftAsync(page);
    }

    [Fact]
    public async Task The_data_of_a_test_event_is_kept_per_event_type()
    {
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync());
        var page = await OpenAsync(app, $"{AdminScreens.Overview}/{webhook}/test?event=CONVERSATION_CLOSED");
        await page.GetByTestId("test-data").FillAsync("""{"mine":1}""");
        await ExpectDraftAsync(page, "mine");
        await page.GetByTestId("test-event").SelectOptionAsync("CONVERSATION_CREATED");
        await page.WaitForURLAsync("**event=CONVERSATION_CREATED");
        await Assertions.Expect(page.GetByTestId("draft-restored")).ToHaveCountAsync(0);

        await page.GotoAsync($"{AdminScreens.Overview}/{webhook}/test?event=CONVERSATION_CLOSED");
        await Assertions.Expect(page.GetByTestId("draft-restored")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("test-data")).ToHaveValueAsync("""{"mine":1}""");
        await page.GetByTestId("draft-discard").ClickAsync();
        await Assertions.Expect(page.GetByTestId("test-data")).Not.ToHaveValueAsync("""{"mine":1}""");
        await ExpectNoDraftAsync(page);
    }

    [Fact]
    public async Task A_half_filled_dialog_is_restored_without_the_password_and_only_for_its_user()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await OpenAsync(app, "/settings/people");
        await page.GetByTestId("people-add").ClickAsync();
        await page.GetByTestId("person-email").FillAsync("bob@example.com");
        await page.GetByTestId("person-role").SelectOptionAsync("Administrator");
        await page.GetByTestId("person-password").FillAsync(Password);
        await ExpectDraftAsync(page, "bob@example.com");

        await ReloadAsync(page);
        await Assertions.Expect(page.GetByTestId("draft-restored")).ToContainTextAsync("Enter the password again.");
        await Assertions.Expect(page.GetByTestId("person-email")).ToHaveValueAsync("bob@example.com");
        await Assertions.Expect(page.GetByTestId("person-role")).ToHaveValueAsync("Administrator");
        await Assertions.Expect(page.GetByTestId("person-password")).ToHaveValueAsync("");

        await page.GetByTestId("person-password").FillAsync(Password);
        await page.GetByTestId("person-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("person-row")).ToHaveCountAsync(2);
        await ExpectNoDraftAsync(page);

        // One user leaves the form half filled, and the session ends without signing out.
        await page.GetByTestId("people-add").ClickAsync();
        await page.GetByTestId("person-email").FillAsync("carol@example.com");
        await ExpectDraftAsync(page, "carol@example.com");
        await page.Context.ClearCookiesAsync();
        await new AdminScreens(page).SignInAsync(email: "bob@example.com", password: Password);
        await new AdminScreens(page).OpenAsync("/settings/people");
        await page.GetByTestId("people-add").ClickAsync();
        await Assertions.Expect(page.GetByTestId("person-email")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByTestId("person-email")).ToHaveValueAsync("");
        await ExpectNoDraftAsync(page);
    }

    [Fact]
    public async Task The_draft_of_a_token_is_kept_until_sign_out()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await OpenAsync(app, "/settings/integrations/api-tokens");
        await page.GetByTestId("token-add").ClickAsync();
        await page.GetByTestId("token-field-name").FillAsync("CRM integration");
        await page.GetByTestId("token-scope-ReadWebhooks").CheckAsync();
        await page.GetByTestId("token-expiry").SelectOptionAsync("30");
        await ExpectDraftAsync(page, "CRM integration");
        await ReloadAsync(page);
        await Assertions.Expect(page.GetByTestId("token-field-name")).ToHaveValueAsync("CRM integration");
        await Assertions.Expect(page.GetByTestId("token-scope-ReadWebhooks")).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByTestId("token-expiry")).ToHaveValueAsync("30");

        await page.EvaluateAsync("() => document.getElementById('sign-out-form').requestSubmit()");

        // The page may reload while the form is being sent, because its session has ended.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/account/sign-in"));

        await ExpectNoDraftAsync(page);
    }

    private async Task<IPage> OpenAsync(TestApp app, string address)
    {
        var page = await browser.OpenAsync(app.Address, options => options.ReducedMotion = ReducedMotion.Reduce);
        await new AdminScreens(page).SignInAsync();
        page.Dialog += async (_, dialog) =>
        {
            _browserDialogs.Add(dialog.Type);
            await dialog.DismissAsync();
        };
        await page.GotoAsync(address);
        return page;
    }

    private static async Task FillAsync(IPage page)
    {
        await page.GetByTestId("field-name").FillAsync("CRM updates");
        await page.GetByTestId("field-url").FillAsync("https://example.com/hook");
        await page.GetByTestId("event-option-CONVERSATION_CLOSED").CheckAsync();
        await page.GetByTestId("events-search").FillAsync("created");
        await page.GetByTestId("event-option-CONVERSATION_CREATED").CheckAsync();
        await page.GetByTestId("auth-kind").SelectOptionAsync("Token");
        await page.GetByTestId("auth-token").FillAsync(Token);
        await page.GetByTestId("add-header").ClickAsync();
        await page.GetByTestId("header-name-0").FillAsync("X-Key");
        await page.GetByTestId("header-value-0").FillAsync(Password);
        await page.GetByTestId("header-name-0").ClickAsync();
        await ExpectDraftAsync(page, "\"name\":\"headers.value\",\"secret\":\"typed\"");
        await ExpectDraftAsync(page, "CONVERSATION_CLOSED");
        await ExpectDraftAsync(page, "CONVERSATION_CREATED");
    }

    private static async Task ExpectRestoredAsync(IPage page)
    {
        await Assertions.Expect(page.GetByTestId("draft-restored")).ToContainTextAsync("Restored what you had typed. Enter the password and header values again.");
        await Assertions.Expect(page.GetByTestId("field-name")).ToHaveValueAsync("CRM updates");
        await Assertions.Expect(page.GetByTestId("field-url")).ToHaveValueAsync("https://example.com/hook");
        await Assertions.Expect(page.GetByTestId("event-option-CONVERSATION_CLOSED")).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByTestId("event-option-CONVERSATION_CREATED")).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByTestId("auth-kind")).ToHaveValueAsync("Token");
        await Assertions.Expect(page.GetByTestId("auth-token")).ToHaveValueAsync("");
        await Assertions.Expect(page.GetByTestId("header-name-0")).ToHaveValueAsync("X-Key");
        await Assertions.Expect(page.GetByTestId("header-value-0")).ToHaveValueAsync("");
    }

    /// <summary>Reloads the page, as a user who confirms leaving it.</summary>
    private static async Task ReloadAsync(IPage page)
    {
        await page.EvaluateAsync("() => dixaScreens.leaveWithoutAsking()");
        await page.ReloadAsync();
    }

    private static async Task ExpectOverlayAsync(IPage page, string button)
    {
        var modal = page.GetByTestId("reconnect");
        await Assertions.Expect(modal).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("reconnect-button")).ToHaveTextAsync(button);
        await Assertions.Expect(modal.Locator("p:visible")).Not.ToHaveCountAsync(0);
    }

    private static async Task ExpectDraftAsync(IPage page, string text)
    {
        await Eventually.BecomesTrueAsync(async () => (await DraftsAsync(page)).Contains(text, StringComparison.Ordinal), $"the draft contains {text}");
        var drafts = await DraftsAsync(page);
        Assert.DoesNotContain(Token, drafts, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, drafts, StringComparison.Ordinal);
    }

    private static Task ExpectNoDraftAsync(IPage page) => Eventually.BecomesTrueAsync(async () => await DraftsAsync(page) == "[]", "there is no draft");

    private static Task<string> DraftsAsync(IPage page) => page.EvaluateAsync<string>("() => JSON.stringify(Object.entries(sessionStorage).filter(([key]) => key.startsWith('draft:'))).replaceAll('\\\\\"', '\"')");
}
