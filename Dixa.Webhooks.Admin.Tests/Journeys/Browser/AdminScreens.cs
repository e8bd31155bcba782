using System.Net;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>Actions of an administrator in the browser.</summary>
internal sealed partial class AdminScreens(IPage page)
{
    public const string Overview = "/settings/integrations/webhooks";

    /// <summary>Signs in without the page, and opens the overview or another page.</summary>
    public async Task SignInAsync(string address = Overview, string email = TestApp.AdministratorEmail, string password = TestApp.AdministratorPassword)
    {
        const string SignIn = "/account/sign-in";
        var form = await (await page.APIRequest.GetAsync(SignIn)).TextAsync();
        var fields = page.APIRequest.CreateFormData();
        fields.Set("_handler", "sign-in");
        fields.Set("__RequestVerificationToken", WebUtility.HtmlDecode(Token().Match(form).Groups[1].Value));
        fields.Set("Form.Email", email);
        fields.Set("Form.Password", password);
        var response = await page.APIRequest.PostAsync(SignIn, new() { Form = fields, MaxRedirects = 0 });
        Assert.Equal((int)HttpStatusCode.Redirect, response.Status);
        await page.GotoAsync(address);
    }

    /// <summary>Signs in like a person, and waits for the overview.</summary>
    public async Task TypeSignInAsync(string email = TestApp.AdministratorEmail, string password = TestApp.AdministratorPassword)
    {
        await page.GotoAsync(Overview);
        await page.GetByTestId("sign-in-email").FillAsync(email);
        await page.GetByTestId("sign-in-password").FillAsync(password);
        await page.GetByTestId("sign-in-submit").ClickAsync();
        await page.WaitForURLAsync($"**{Overview}");
    }

    /// <summary>Opens a page, and waits until it is connected: what a test types earlier than a person could may be lost.</summary>
    public async Task OpenAsync(string address)
    {
        await page.GotoAsync(address);
        await ConnectedAsync();
    }

    /// <summary>Creates a webhook that subscribes to every event, and returns its id.</summary>
    public async Task<Guid> AddWebhookAsync(string name, Uri url)
    {
        await page.GotoAsync(Overview);
        await page.GetByTestId("add-webhook").First.ClickAsync();
        await page.WaitForURLAsync("**/webhooks/new");
        await ConnectedAsync();
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

    private async Task ConnectedAsync() => await page.WaitForFunctionAsync("() => 'connected' in document.documentElement.dataset");

    [GeneratedRegex("/webhooks/[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex DetailsAddress();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Secret();
}
