using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>An administrator erases a person, and the screens of the deliveries say so.</summary>
public sealed class ErasureJourneyTests(Chromium browser)
{
    private const string Person = "zoe.quist@example.com";

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task A_person_is_erased_and_their_delivery_says_when_and_why(int width, int height)
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(200, $$"""{"saved":"{{Person}}"}""");
        var webhook = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()));
        var data = SampleData.With($"\"text\":\"I am {Person}\"");
        await app.PublishAsync($$"""[{"event_fqn":"CONVERSATION_CREATED","data":{{data}} }]""");
        await app.PublishAsync(Publishing.Event());
        await app.SettlesAsync(TimeSpan.FromSeconds(30));
        var page = await browser.OpenAsync(app.Address, options =>
        {
            options.ViewportSize = new ViewportSize { Width = width, Height = height };
            options.ReducedMotion = ReducedMotion.Reduce;
        });
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.OpenAsync("/settings/privacy");

        await page.GetByTestId("person").FillAsync("Zoe");
        await page.GetByTestId("preview").ClickAsync();
        await Assertions.Expect(page.GetByTestId("person-error")).ToContainTextAsync("must be an e-mail address");
        await page.GetByTestId("person").FillAsync("Zoe.Quist@Example.com");
        await page.GetByTestId("preview").ClickAsync();
        await Assertions.Expect(page.GetByTestId("preview-events")).ToHaveTextAsync("1");
        List<string> findings = [.. await ScreenCheck.FindingsAsync(page, "privacy-preview")];
        await page.GetByTestId("confirm").FillAsync(Person);
        await page.GetByTestId("erase").ClickAsync();
        await Assertions.Expect(page.GetByTestId("erasure-state")).ToHaveTextAsync("Finished");
        await Assertions.Expect(page.GetByTestId("erasure-removed")).ToHaveTextAsync("Content of 1 event, 1 other response");
        findings.AddRange(await ScreenCheck.FindingsAsync(page, "privacy-erased"));

        await screens.OpenAsync($"{AdminScreens.Overview}/{webhook}/deliveries/1");
        await Assertions.Expect(page.GetByTestId("payload-removed")).ToContainTextAsync("because a person whom they mention was erased");
        await Assertions.Expect(page.GetByTestId("response-removed")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("resend")).ToHaveCountAsync(0);
        findings.AddRange(await ScreenCheck.FindingsAsync(page, "delivery-erased"));
        Assert.DoesNotContain(Person, await page.ContentAsync(), StringComparison.OrdinalIgnoreCase);
        await screens.OpenAsync($"{AdminScreens.Overview}/{webhook}/deliveries/2");
        await Assertions.Expect(page.GetByTestId("payload-formatted")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("payload-removed")).ToHaveCountAsync(0);

        Assert.True(findings.Count == 0, string.Join("\n", findings));
        Assert.DoesNotContain(Person, app.Output, StringComparison.OrdinalIgnoreCase);
        await page.Context.CloseAsync();
    }
}
