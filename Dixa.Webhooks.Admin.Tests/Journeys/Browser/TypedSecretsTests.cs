using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>Secrets that users type into a real page are never logged, at any log level.</summary>
public sealed class TypedSecretsTests(Chromium browser)
{
    private const string HeaderValue = "typed-header-value-1f2e3d";
    private const string BasicPassword = "typed-basic-password-4c5b6a";
    private const string FirstPassword = "typed first password 7f8e9d";
    private const string OwnPassword = "typed own password 0a1b2c";
    private const string WrongPassword = "typed wrong password 3d4e5f";
    private const string Token = "typed-token-6a7b8c9d";

    [Theory]
    [InlineData("Logging:Console:LogLevel:Default")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.SignalR.Internal")]
    [InlineData("Logging:LogLevel:*")]
    public async Task Typed_secrets_are_never_logged(string key)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await AppProcess.StartAsync((key, "Trace"), ("Logging:LogLevel:Default", "Trace"), ("Logging:Console:LogLevel:Microsoft.AspNetCore.SignalR", "Trace"));
        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync("/account/sign-in");
        await page.GetByTestId("sign-in-email").FillAsync(AppProcess.AdministratorEmail);
        await page.GetByTestId("sign-in-password").FillAsync(WrongPassword);
        await page.GetByTestId("sign-in-submit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("sign-in-password")).ToBeVisibleAsync();
        var screens = new AdminScreens(page);
        await screens.TypeSignInAsync();

        await screens.OpenAsync($"{AdminScreens.Overview}/new");
        await page.GetByTestId("field-name").FillAsync("CRM");
        await page.GetByTestId("field-url").FillAsync(receiver.Url.ToString());
        await page.GetByTestId("auth-kind").SelectOptionAsync("Token");
        await page.GetByTestId("auth-token").FillAsync(Token);
        await page.GetByTestId("auth-kind").SelectOptionAsync("Basic");
        await page.GetByTestId("auth-username").FillAsync("dixa");
        await page.GetByTestId("auth-password").FillAsync(BasicPassword);
        await page.GetByTestId("add-header").ClickAsync();
        await page.GetByTestId("header-name-0").FillAsync("X-Api-Key");
        await page.GetByTestId("header-value-0").FillAsync(HeaderValue);
        await page.GetByTestId("events-select-all").ClickAsync();
        await page.GetByTestId("save-webhook").ClickAsync();
        await page.WaitForURLAsync("**/webhooks/*-*");
        var secret = await screens.RevealSecretAsync();

        await screens.OpenAsync("/settings/people");
        await page.GetByTestId("people-add").ClickAsync();
        await page.GetByTestId("person-email").FillAsync("sam@example.com");
        await page.GetByTestId("person-password").FillAsync(FirstPassword);
        await page.GetByTestId("person-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("person-row")).ToHaveCountAsync(2);

        await page.GotoAsync("/account/change-password");
        await page.GetByTestId("password-current").FillAsync(AppProcess.AdministratorPassword);
        await page.GetByTestId("password-new").FillAsync(OwnPassword);
        await page.GetByTestId("password-submit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("password-changed")).ToBeVisibleAsync();
        await app.PublishAsync(Publishing.Event());
        await app.RecordsAsync(1);

        // The verbose log levels are really in effect.
        Assert.Contains("dbug: ", app.Output, StringComparison.Ordinal);
        Assert.Contains("trce: ", app.Output, StringComparison.Ordinal);
        string[] typed = [HeaderValue, BasicPassword, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"dixa:{BasicPassword}")), Token, secret, FirstPassword, OwnPassword, WrongPassword, AppProcess.AdministratorPassword];
        var output = app.Output.Split('\n');
        Assert.All(typed.SelectMany(value => new[] { value, value.Replace(" ", "+", StringComparison.Ordinal), Uri.EscapeDataString(value) }), value => Assert.DoesNotContain(output, line => line.Contains(value, StringComparison.Ordinal)));
    }
}
