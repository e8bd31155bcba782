using System.Net;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>Signing out ends the session on the server, not only the cookie in one tab.</summary>
public sealed class SignOutJourneyTests(Chromium browser)
{
    [Fact]
    public async Task Signing_out_in_one_tab_redirects_the_others_to_sign_in_and_invalidates_the_cookie()
    {
        await using var app = await InProcessApp.StartAsync();
        var otherBrowser = await HttpSession.SignInAsync(app);
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).TypeSignInAsync();
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/settings/people");
        await Assertions.Expect(other.GetByTestId("people-add")).ToBeEnabledAsync();
        var cookies = string.Join("; ", (await page.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}"));
        Assert.Equal(HttpStatusCode.OK, await HttpSession.StatusAsync(app, "GET", "/settings/people", cookies));

        await page.GetByTestId("user-menu").ClickAsync();
        await page.GetByTestId("sign-out").ClickAsync();

        // The form and the live connection both redirect. Either may be first, and the second one cancels the first, for which
        // WaitForURLAsync throws.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/account/sign-in"));

        await Assertions.Expect(other).ToHaveURLAsync(new Regex("/account/sign-in[?]returnUrl="));
        await Assertions.Expect(other.GetByTestId("sign-in-email")).ToBeVisibleAsync();
        foreach (var path in new[] { "/settings/people", "/jobs" })
        {
            Assert.Equal(HttpStatusCode.Redirect, await HttpSession.StatusAsync(app, "GET", path, cookies));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await HttpSession.StatusAsync(app, "POST", "/_blazor/negotiate?negotiateVersion=1", cookies));
        var (socket, status) = await HttpSession.ConnectAsync(app, cookies);
        using (socket)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, status);
        }

        // Another browser of the same person stays signed in.
        Assert.Equal(HttpStatusCode.OK, await HttpSession.StatusAsync(app, "GET", "/settings/people", otherBrowser.Cookies));
    }
}
