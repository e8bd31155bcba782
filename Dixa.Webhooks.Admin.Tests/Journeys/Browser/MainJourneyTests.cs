using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>The main use case end to end: the real application, a real receiver, a real browser.</summary>
public sealed class MainJourneyTests(Chromium browser)
{
    /// <summary>Members that are in no event type; they are sent unchanged.</summary>
    private const string ExtraMembers = "\"naïve\":\"é\",\"n\":1.0e5";

    [Fact]
    public async Task An_administrator_sees_every_status_green_then_one_red_with_its_code_and_payload()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await InProcessApp.StartAsync();
        var page = await browser.OpenAsync(app.Address);
        var screens = new AdminScreens(page);

        await screens.TypeSignInAsync();
        await screens.AddWebhookAsync("CRM updates", receiver.Url);
        receiver.Secret = await screens.RevealSecretAsync();
        foreach (var type in EventCatalogue.All)
        {
            await ExpectLightAsync(page, type.Fqn, "not-emitted");
        }

        // The page updates live; it is not reloaded.
        await app.PublishAsync($"[{string.Join(',', EventCatalogue.All.Select(type => Publishing.Event(type.Fqn, SampleData.With(ExtraMembers, type.Fqn))))}]");
        foreach (var type in EventCatalogue.All)
        {
            await ExpectLightAsync(page, type.Fqn, "success");
        }

        Assert.Equal(EventCatalogue.All.Count, receiver.Requests.Count);
        Assert.All(receiver.Requests, request => Assert.Equal(SignatureVerdict.Valid, request.Verdict));
        Assert.All(receiver.Requests, request => Assert.EndsWith($",{ExtraMembers}}}}}", request.Text, StringComparison.Ordinal));

        receiver.Behavior = new Answer(503);
        await app.PublishAsync(Publishing.Event("CONVERSATION_RATED", SampleData.With(ExtraMembers, "CONVERSATION_RATED")));
        await ExpectLightAsync(page, "CONVERSATION_RATED", "failed");
        await Assertions.Expect(page.GetByTestId("event-status-CONVERSATION_RATED")).ToContainTextAsync("Failed (503)");
        await ExpectLightAsync(page, "CONVERSATION_CREATED", "success");

        await page.GetByTestId("event-view-CONVERSATION_RATED").ClickAsync();
        await Assertions.Expect(page.GetByTestId("delivery-row")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByTestId("delivery-status").First).ToContainTextAsync("Failed (503)");
        await page.GetByTestId("view-payload").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("payload-formatted")).ToContainTextAsync("1.0e5");
        await page.GetByTestId("payload-toggle-raw").ClickAsync();
        await Assertions.Expect(page.GetByTestId("payload-raw")).ToHaveTextAsync(receiver.Requests[^1].Text);

        await page.GotoAsync("/jobs/jobs/succeeded");
        await Assertions.Expect(page.GetByText("Deliver to CRM updates (").First).ToBeVisibleAsync();
    }

    private static Task ExpectLightAsync(IPage page, string fqn, string light) =>
        Assertions.Expect(page.GetByTestId($"event-status-{fqn}")).ToHaveAttributeAsync("data-light", light);
}
