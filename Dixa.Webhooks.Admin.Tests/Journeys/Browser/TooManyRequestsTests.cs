using System.Net;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>The responses to people and programs that exceed a rate limit.</summary>
public sealed class TooManyRequestsTests(Chromium browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Too_many_sign_in_attempts_show_how_long_to_wait_and_keep_the_input()
    {
        await using var app = await InProcessApp.StartAsync(("Limits:SignIn:PerMinute", "1"), ("Limits:SignIn:Burst", "1"));
        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync("/account/sign-in");
        await SubmitAsync("ada@example.com");
        await Assertions.Expect(page.GetByTestId("sign-in-error")).ToContainTextAsync("Wrong e-mail address or password.");

        var response = await page.RunAndWaitForResponseAsync(() => SubmitAsync("grace@example.com"), candidate => candidate.Request.Method == "POST");

        Assert.Equal(429, response.Status);
        Assert.InRange(int.Parse(await response.HeaderValueAsync("Retry-After") ?? "", System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        await Assertions.Expect(page.GetByTestId("sign-in-error")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Too many attempts. Wait [0-9]+ seconds, then try again.$"));
        await Assertions.Expect(page.GetByTestId("sign-in-email")).ToHaveValueAsync("grace@example.com");
        await Screenshots.TakeAsync(page, "sign-in-too-often");

        async Task SubmitAsync(string email)
        {
            await page.GetByTestId("sign-in-email").FillAsync(email);
            await page.GetByTestId("sign-in-password").FillAsync("not the password");
            await page.GetByTestId("sign-in-submit").ClickAsync();
        }
    }

    [Fact]
    public async Task A_program_that_posts_without_the_form_gets_429_with_Retry_After()
    {
        await using var app = await InProcessApp.StartAsync(("Limits:SignIn:PerMinute", "1"), ("Limits:SignIn:Burst", "1"));
        using var form = new FormUrlEncodedContent([new("Form.Email", "ada@example.com"), new("Form.Password", "not the password")]);

        using var first = await app.Client.PostAsync("/account/sign-in", form, Cancel);
        using var second = await app.Client.PostAsync("/account/sign-in", form, Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        Assert.InRange(second.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0, 1, 60);
    }

    [Fact]
    public async Task The_right_password_is_not_checked_over_the_limit()
    {
        await using var app = await InProcessApp.StartAsync(
            ("Limits:SignIn:PerMinute", "1"), ("Limits:SignIn:Burst", "1"), ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"));
        (string, string) attacker = ("X-Forwarded-For", "203.0.113.9");
        var form = await SignInForm.OpenAsync(app);
        using var wrong = await form.PostAsync(TestApp.AdministratorEmail, "not the password", attacker);
        using var refused = await form.PostAsync(TestApp.AdministratorEmail, TestApp.AdministratorPassword, attacker);

        // The proxy appends to the header, so the addresses that an attacker sends come first and do not count.
        using var disguised = await form.PostAsync(TestApp.AdministratorEmail, TestApp.AdministratorPassword, ("X-Forwarded-For", "198.51.100.7, 203.0.113.9"));
        using var another = await form.PostAsync(TestApp.AdministratorEmail, TestApp.AdministratorPassword, ("X-Forwarded-For", "203.0.113.10"));

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests, HttpStatusCode.Redirect),
            (wrong.StatusCode, refused.StatusCode, disguised.StatusCode, another.StatusCode));
        Assert.False(refused.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("dixa.webhooks=", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/%C3%BC", "/%C3%BC")]
    [InlineData("/%C2%A0x", "/%C2%A0x")]
    [InlineData("/settings/people", "/settings/people")]
    public async Task A_return_URL_that_is_not_valid_in_a_header_does_not_break_signing_in(string returnUrl, string location)
    {
        await using var app = await InProcessApp.StartAsync();
        var form = await SignInForm.OpenAsync(app);

        using var response = await form.PostToAsync($"/account/sign-in?returnUrl={returnUrl}", TestApp.AdministratorEmail, TestApp.AdministratorPassword);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(location, new Uri(app.Address, response.Headers.Location!).AbsolutePath);
        Assert.Contains(response.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("dixa.webhooks=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Too_many_setup_attempts_are_refused_with_a_message_and_too_many_page_connections_with_a_status()
    {
        await using var app = await InProcessApp.StartAsync(
            ("Accounts:Administrator:Email", ""),
            ("Accounts:Administrator:Password", ""),
            ("Limits:SignIn:PerMinute", "1"),
            ("Limits:SignIn:Burst", "1"),
            ("Limits:PageConnections:PerMinute", "1"),
            ("Limits:PageConnections:Burst", "1"));
        var link = new System.Text.RegularExpressions.Regex("http://[^ ]+/account/setup\\?token=[^\\s]+");
        await Eventually.BecomesTrueAsync(() => link.IsMatch(app.Output), "the setup link is printed");
        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync(link.Match(app.Output).Value);

        foreach (var _ in new[] { 1, 2 })
        {
            await page.GetByTestId("setup-email").FillAsync("grace@example.com");
            await page.GetByTestId("setup-password").FillAsync("short");
            await page.GetByTestId("setup-repeat").FillAsync("short");
            await page.GetByTestId("setup-submit").ClickAsync();
            await page.WaitForLoadStateAsync();
        }

        await Assertions.Expect(page.GetByTestId("setup-error")).ToContainTextAsync("Too many attempts.");
        await Assertions.Expect(page.GetByTestId("setup-email")).ToHaveValueAsync("grace@example.com");

        using var first = await app.Client.PostAsync("/_blazor/negotiate", content: null, Cancel);
        using var second = await app.Client.PostAsync("/_blazor/negotiate", content: null, Cancel);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests), (first.StatusCode, second.StatusCode));
        Assert.NotNull(second.Headers.RetryAfter?.Delta);
    }
}
