using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>Actions of an administrator in the browser.</summary>
internal sealed partial class AdminScreens(IPage page)
{
    public const string Overview = "/settings/integrations/webhooks";

    public async Task SignInAsync(string email = AppProcess.AdministratorEmail, string password = AppProcess.AdministratorPassword)
    {
        await page.GotoAsync(Overview);
        await page.GetByTestId("sign-in-email").FillAsync(email);
        await page.GetByTestId("sign-in-password").FillAsync(password);
        await page.GetByTestId("sign-in-submit").ClickAsync();
        await page.WaitForURLAsync($"**{Overview}");
    }

    /// <summary>Creates a webhook that subscribes to every event, and returns its id.</summary>
    public async Task<Guid> AddWebhookAsync(string name, Uri url)
    {
        await page.GotoAsync(Overview);
        await page.GetByTestId("add-webhook").First.ClickAsync();
        await page.WaitForURLAsync("**/webhooks/new");
        await page.GetByTestId("field-name").FillAsync(name);
        await page.GetByTestId("field-url").FillAsync(url.ToString());
        await page.GetByTestId("events-select-all").ClickAsync();
        await page.GetByTestId("save-webhook").ClickAsync();
        await page.WaitForURLAsync(DetailsAddress());
        return Guid.Parse(new Uri(page.Url).Segments[^1]);
    }

    /// <summary>Reveals the verification secret on the current page, and returns it.</summary>
    public async Task<string> RevealSecretAsync()
    {
        var secret = page.GetByTestId("secret-value").First;
        if (!Secret().IsMatch(await ReadAsync(secret)))
        {
            await page.GetByTestId("secret-reveal").First.ClickAsync();
        }

        await Eventually.BecomesTrueAsync(async () => Secret().IsMatch(await ReadAsync(secret)), "the secret is visible");
        return await ReadAsync(secret);
    }

    private static Task<string> ReadAsync(ILocator locator) => locator.EvaluateAsync<string>("e => ('value' in e ? e.value : e.textContent).trim()");

    [GeneratedRegex("/webhooks/[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex DetailsAddress();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Secret();
}
