using System.Net;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>An administrator creates a token, a program uses it, and the administrator revokes it.</summary>
public sealed partial class ApiTokenJourneyTests(SharedApp shared, Chromium browser) : IClassFixture<SharedApp>
{
    private const string Address = "/settings/integrations/api-tokens";

    private readonly InProcessApp _app = shared.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_shown_once_works_immediately_and_is_refused_after_it_is_revoked()
    {
        var page = await browser.OpenAsync(_app.Address);
        await new AdminScreens(page).SignInAsync();
        await page.GetByTestId("tab-api-tokens").ClickAsync();
        await page.WaitForURLAsync($"**{Address}");

        await page.GetByTestId("token-add").ClickAsync();
        await page.GetByTestId("token-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("token-field-name-error")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("token-scopes-error")).ToBeVisibleAsync();
        await page.GetByTestId("token-field-name").FillAsync("CRM integration");
        await page.GetByTestId("token-scope-ReadWebhooks").CheckAsync();
        await page.GetByTestId("token-expiry").SelectOptionAsync("30");
        await page.GetByTestId("token-save").ClickAsync();
        var token = (await page.GetByTestId("token-value").InnerTextAsync()).Trim();
        Assert.Matches(TokenShape(), token);

        Assert.Equal(HttpStatusCode.OK, await CallAsync(HttpMethod.Get, "/v1/webhooks", token));
        Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(HttpMethod.Post, "/v1/webhooks", token));
        await page.GetByTestId("token-done").ClickAsync();

        var row = page.GetByTestId("token-row").Filter(new() { HasText = "CRM integration" });
        await Assertions.Expect(row.GetByTestId("token-prefix")).ToHaveTextAsync($"{token[..10]}…");
        await Assertions.Expect(row.GetByTestId("token-scopes")).ToHaveTextAsync("read webhooks");
        await Assertions.Expect(row.GetByTestId("token-state")).ToContainTextAsync("Active");
        await Assertions.Expect(row.GetByTestId("token-last-use")).Not.ToContainTextAsync("Never");
        Assert.DoesNotContain(token, await page.ContentAsync(), StringComparison.Ordinal);

        await row.GetByTestId("token-revoke").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();
        await Assertions.Expect(row.GetByTestId("token-state")).ToContainTextAsync("Revoked");
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(HttpMethod.Get, "/v1/webhooks", token));
        Assert.DoesNotContain(token, _app.Output, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_signed_out_user_is_redirected_from_the_token_page()
    {
        using var response = await _app.Client.GetAsync(Address, Cancel);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    private async Task<HttpStatusCode> CallAsync(HttpMethod method, string path, string token)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", token);
        using var response = await _app.Client.SendAsync(request, Cancel);
        return response.StatusCode;
    }

    [GeneratedRegex("^dxw_[0-9a-f]{64}$")]
    private static partial Regex TokenShape();
}
