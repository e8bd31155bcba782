using System.Collections.Concurrent;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>The screens below a base path, on a host that may have other applications.</summary>
public sealed class BasePathJourneyTests(Chromium browser)
{
    private const string Base = "/webhooks-admin";

    [Fact]
    public async Task Everything_that_the_screens_request_and_link_to_is_below_the_base_path()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await InProcessApp.StartAsync(("App:PathBase", Base), ("Sandbox:Enabled", "true"));
        var page = await browser.OpenAsync(app.Address);
        var (outside, failed) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "ws" } url && !url.AbsolutePath.StartsWith($"{Base}/", StringComparison.Ordinal) && url.AbsolutePath != Base)
            {
                outside.Enqueue(request.Url);
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                failed.Enqueue($"{response.Status} {response.Url}");
            }
        };

        // Without the slash at its end, as people type it.
        await page.GotoAsync(Base);
        await page.WaitForURLAsync($"**{Base}/account/sign-in?returnUrl=*");
        await page.GetByTestId("sign-in-email").FillAsync(TestApp.AdministratorEmail);
        await page.GetByTestId("sign-in-password").FillAsync(TestApp.AdministratorPassword);
        await page.GetByTestId("sign-in-submit").ClickAsync();
        await page.WaitForURLAsync($"**{Base}{AdminScreens.Overview}");

        await page.GetByTestId("add-webhook").First.ClickAsync();
        await page.WaitForURLAsync($"**{Base}{AdminScreens.Overview}/new");
        await page.WaitForFunctionAsync("() => 'connected' in document.documentElement.dataset");
        await page.GetByTestId("field-name").FillAsync("CRM updates");
        await page.GetByTestId("field-url").FillAsync(receiver.Url.ToString());
        await page.GetByTestId("events-select-all").ClickAsync();
        await page.GetByTestId("save-webhook").ClickAsync();
        await Assertions.Expect(page.GetByTestId("enabled-pill")).ToHaveTextAsync("Enabled");
        var webhook = page.Url.Split('?')[0];

        // Published without the base path, as a program on the same machine may do.
        await app.PublishAsync(1);
        await page.GetByTestId("tab-deliveries").ClickAsync();
        await page.GetByTestId("delivery-link").First.ClickAsync();
        await Assertions.Expect(page.GetByText("Success (200)").First).ToBeVisibleAsync();
        Assert.StartsWith($"{webhook}/deliveries/", page.Url, StringComparison.Ordinal);

        foreach (var link in new[] { "nav-people", "nav-privacy", "nav-audit", "nav-system", "tab-settings", "tab-storage", "nav-integrations", "tab-all-deliveries" })
        {
            await page.GetByTestId(link).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First).ToBeVisibleAsync();
            await OnlyLinksBelowTheBaseAsync(page);
        }

        await page.GetByTestId("nav-system").ClickAsync();
        await Assertions.Expect(page.GetByTestId("jobs-dashboard")).ToHaveAttributeAsync("href", "jobs");
        await page.GotoAsync($"{Base}/jobs");
        await OnlyLinksBelowTheBaseAsync(page);
        await page.GotoAsync($"{Base}/docs/api");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open Group - Webhooks" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Rotate the secret").First).ToBeVisibleAsync();
        await page.GotoAsync($"{Base}/sandbox");
        await page.WaitForURLAsync($"**{Base}/settings/integrations/sandbox");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Empty(outside);
        Assert.Empty(failed);

        var cookies = await page.Context.CookiesAsync();
        Assert.Contains(cookies, cookie => cookie.Name == "dixa.webhooks");
        Assert.All(cookies, cookie => Assert.Equal(Base, cookie.Path.TrimEnd('/')));

        await page.GotoAsync($"{Base}/no-such-page");
        await page.GetByTestId("not-found-home").ClickAsync();
        await page.WaitForURLAsync($"**{Base}{AdminScreens.Overview}");
        await page.GotoAsync($"{Base}/account/sign-out");
        await page.GetByTestId("sign-out-submit").ClickAsync();
        await page.WaitForURLAsync($"**{Base}/account/sign-in");
        Assert.Empty(outside);
    }

    private static async Task OnlyLinksBelowTheBaseAsync(IPage page)
    {
        var links = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href], form[action]')].map(e => new URL(e.href ?? e.action)).filter(u => u.origin === location.origin).map(u => u.pathname)");

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.StartsWith($"{Base}/", link, StringComparison.Ordinal));
    }
}
