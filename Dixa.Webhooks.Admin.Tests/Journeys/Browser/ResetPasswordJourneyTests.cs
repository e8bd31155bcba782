using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>Resetting a lost password: from the command line to the page that sets a new one.</summary>
public sealed partial class ResetPasswordJourneyTests(Chromium browser)
{
    private const string NewPassword = "a password to remember";

    [Fact]
    public async Task A_link_created_while_the_application_is_running_sets_a_password_once_and_signs_other_browsers_out()
    {
        await using var app = await AppProcess.StartAsync();
        var signedIn = await browser.OpenAsync(app.Address);
        await new AdminScreens(signedIn).TypeSignInAsync();
        var link = await LinkAsync(app);
        Assert.StartsWith(app.Address.ToString(), link, StringComparison.Ordinal);

        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync(link);
        await Assertions.Expect(page.GetByTestId("reset-for")).ToHaveTextAsync(AppProcess.AdministratorEmail);
        await CheckScreenAsync(page, "reset-password");
        await SetAsync(page, "aaaaaaaaaaaa");
        await Assertions.Expect(page.GetByTestId("reset-password-error")).ToHaveTextAsync("The password must not be one character repeated.");
        await CheckScreenAsync(page, "reset-password-refused");
        await SetAsync(page, NewPassword);
        await Assertions.Expect(page.GetByTestId("reset-done")).ToBeVisibleAsync();
        await CheckScreenAsync(page, "reset-password-done");

        await Assertions.Expect(signedIn.GetByTestId("sign-in-email")).ToBeVisibleAsync();
        await page.GotoAsync(link);
        await Assertions.Expect(page.GetByTestId("reset-closed")).ToHaveTextAsync("This link is not valid");
        await CheckScreenAsync(page, "reset-password-used");
        await new AdminScreens(page).TypeSignInAsync(password: NewPassword);
        Assert.Contains($"{AppProcess.AdministratorEmail} set a new password with a reset link", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_created_while_the_application_is_stopped_works_after_the_start()
    {
        await using var app = await AppProcess.StartAsync();
        await app.StopCleanlyAsync();
        var link = await LinkAsync(app);

        await app.StartAgainAsync();

        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync(link);
        await SetAsync(page, NewPassword);
        await Assertions.Expect(page.GetByTestId("reset-done")).ToBeVisibleAsync();
        await new AdminScreens(page).TypeSignInAsync(password: NewPassword);
    }

    [Fact]
    public async Task An_unknown_address_a_missing_one_and_a_missing_database_are_errors_with_a_message()
    {
        await using var app = await AppProcess.StartAsync();

        var unknown = await app.RunCommandAsync("--reset-password", "nobody@example.com");
        Assert.Equal((1, "--reset-password: no one has the e-mail address nobody@example.com. See Settings > People for all accounts."), (unknown.ExitCode, unknown.Error.Trim()));

        var missing = await app.RunCommandAsync("--reset-password");
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("--reset-password needs the person's e-mail address", missing.Error, StringComparison.Ordinal);

        var noDatabase = await app.RunCommandAsync("--reset-password", AppProcess.AdministratorEmail, $"--Storage:ConnectionString=Data Source={app.Folder}/none.db");
        Assert.Equal(1, noDatabase.ExitCode);
        Assert.Contains("there is no database", noDatabase.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(app.Folder, "none.db")));
    }

    [Fact]
    public async Task The_link_starts_with_the_configured_AppUrl()
    {
        await using var app = await AppProcess.StartAsync(("Notifications:AppUrl", "https://webhooks.example.com/"));

        Assert.StartsWith("https://webhooks.example.com/account/reset-password?token=", await LinkAsync(app), StringComparison.Ordinal);
    }

    internal static async Task<string> LinkAsync(AppProcess app)
    {
        var (exitCode, output, error) = await app.RunCommandAsync("--reset-password", AppProcess.AdministratorEmail);
        Assert.True(exitCode == 0, $"{output}\n{error}");
        Assert.Contains("It works once, within 60 minutes", output, StringComparison.Ordinal);
        Assert.Contains($"Created a password reset link for {AppProcess.AdministratorEmail}", output, StringComparison.Ordinal);
        return Link().Match(output).Value;
    }

    private static async Task SetAsync(IPage page, string password)
    {
        await page.GetByTestId("reset-password").FillAsync(password);
        await page.GetByTestId("reset-submit").ClickAsync();
    }

    /// <summary>In both themes, on a desktop and on a phone: axe-core finds no violations, and nothing is wider than the window.</summary>
    private static async Task CheckScreenAsync(IPage page, string name)
    {
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1280), (ColorScheme.Dark, 1280), (ColorScheme.Light, 390), (ColorScheme.Dark, 390) })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.SetViewportSizeAsync(width, 800);
            await page.EvaluateAsync("scheme => document.documentElement.dataset.scheme = scheme", $"{scheme}".ToLowerInvariant());
            await Screenshots.TakeAsync(page, $"{name}-{scheme}-{width}");
            Assert.Empty((await page.RunAxe()).Violations.Select(violation => violation.Help));
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than {width} pixels");
        }
    }

    [GeneratedRegex(@"https?://\S+/account/reset-password\?token=\S+")]
    private static partial Regex Link();
}
