using System.Text.RegularExpressions;
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
    public async Task A_link_created_while_the_application_is_stopped_has_the_configured_address_and_works_after_the_start()
    {
        await using var app = await AppProcess.StartAsync(("App:Url", "https://webhooks.example.com/"));
        await app.StopCleanlyAsync();
        var link = await LinkAsync(app);
        Assert.StartsWith("https://webhooks.example.com/account/reset-password?token=", link, StringComparison.Ordinal);

        await app.StartAgainAsync();

        var page = await browser.OpenAsync(app.Address);
        await page.GotoAsync(new Uri(link).PathAndQuery);
        await SetAsync(page, NewPassword);
        await Assertions.Expect(page.GetByTestId("reset-done")).ToBeVisibleAsync();
        await new AdminScreens(page).TypeSignInAsync(password: NewPassword);
    }

    [Fact]
    public async Task An_unknown_address_a_missing_one_and_a_missing_database_are_errors_with_a_message()
    {
        await using var app = await AppProcess.PrepareAsync();

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

    private static async Task CheckScreenAsync(IPage page, string name)
    {
        foreach (var width in new[] { 1280, 390 })
        {
            await page.SetViewportSizeAsync(width, 800);
            Assert.Empty(await ScreenCheck.FindingsAsync(page, name));
        }
    }

    [GeneratedRegex(@"https?://\S+/account/reset-password\?token=\S+")]
    private static partial Regex Link();
}
