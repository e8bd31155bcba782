using System.Text;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>An administrator finds out why an endpoint rejects signatures.</summary>
public sealed class VerifyJourneyTests(Chromium browser)
{
    [Fact]
    public async Task The_last_delivery_is_valid_until_it_is_modified()
    {
        await using var receiver = await Receiver.StartAsync();
        var (webhook, secret) = (Guid.Empty, "");
        await using var app = await InProcessApp.StartAsync(async store =>
        {
            webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString());
            secret = (await store.WebhookAsync(webhook)).Secret.Reveal();
        });

        // Larger than one SignalR message, and with CRLF, which a text area would normalize.
        await app.PublishAsync(Publishing.Event(data: SampleData.With($$""" "text":"{{new string('é', 40_000)}}",{{"\r\n"}}"n":1.0e5""")));
        await receiver.ReceivesAsync(1);
        await app.RecordsAsync(1);
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync($"{AdminScreens.Overview}/{webhook}");
        await page.GetByTestId("tab-verify").ClickAsync();
        await page.WaitForURLAsync($"**/{webhook}/verify");

        await page.GetByTestId("check-load").ClickAsync();
        await Assertions.Expect(page.GetByTestId("check-header")).ToHaveValueAsync(receiver.Requests[0].Headers[DixaSignature.HeaderName]);
        await CheckAsync(page, "valid");

        var body = await page.GetByTestId("check-body").InputValueAsync();
        await page.GetByTestId("check-body").FillAsync(body.Replace("1.0e5", "100000", StringComparison.Ordinal));
        await CheckAsync(page, "body");
        await Assertions.Expect(page.GetByTestId("finding-difference")).ToContainTextAsync("1.0e5");

        await page.GetByTestId("check-body").FillAsync(body);
        await page.GetByTestId("check-header").FillAsync(DixaSignature.Create(Encoding.ASCII.GetBytes(secret), TimeProvider.System.GetUtcNow(), receiver.Requests[0].Body));
        await CheckAsync(page, "hex-text");

        await page.GetByTestId("check-body").FillAsync("");
        await page.GetByTestId("check-submit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("error-body")).ToHaveTextAsync("Paste the body.");
        await page.GetByTestId("check-body").FillAsync(body);

        await page.GetByTestId("check-secret").FillAsync(new string('0', 64));
        await CheckAsync(page, "receivers-secret");
    }

    [Fact]
    public async Task The_chosen_language_is_in_the_URL_and_its_program_can_be_copied()
    {
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync());
        var page = await browser.OpenAsync(app.Address, options => options.Permissions = ["clipboard-read", "clipboard-write"]);
        await new AdminScreens(page).SignInAsync($"{AdminScreens.Overview}/{webhook}/verify");

        await page.GetByTestId("lang-ruby").ClickAsync();
        await page.WaitForURLAsync("**/verify?lang=ruby");
        await Assertions.Expect(page.GetByTestId("snippet-file")).ToHaveTextAsync("verify.rb");
        await page.GetByTestId("snippet-copy").ClickAsync();
        await Assertions.Expect(page.GetByText("Copied", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Dixa.Webhooks.Admin", "Components", "Webhooks", "Verification", "verify.rb"), TestContext.Current.CancellationToken),
            await page.EvaluateAsync<string>("navigator.clipboard.readText()"));

        await page.ReloadAsync();
        await Assertions.Expect(page.GetByTestId("snippet-file")).ToHaveTextAsync("verify.rb");
    }

    private static async Task CheckAsync(IPage page, string finding)
    {
        await page.GetByTestId("check-submit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("finding")).ToHaveAttributeAsync("data-finding", finding);
    }
}
