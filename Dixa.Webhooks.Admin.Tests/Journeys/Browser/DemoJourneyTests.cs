using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>The demo: the whole product without any other program.</summary>
public sealed partial class DemoJourneyTests(Chromium browser)
{
    [Fact]
    public async Task From_the_first_start_statuses_turn_green_then_red_and_a_resend_turns_one_green_again()
    {
        // With one attempt a failed delivery is final, so that only the resend turns its status green again.
        await using var app = await InProcessApp.StartAsync(
            ("Accounts:Administrator:Email", ""), ("Accounts:Administrator:Password", ""), ("Dispatch:MaxAttempts", "1"), ("AutoDisable:ConsecutiveFailures", "10000"));
        var lights = await browser.OpenAsync(app.Address);
        await SetUpAsync(app, lights);

        await lights.GetByTestId("demo-play").ClickAsync();
        await lights.WaitForURLAsync(WebhookAddress());
        var webhook = new Uri(lights.Url).AbsolutePath;

        // Each window is loaded once, so every change in it is a live update.
        var sandbox = await lights.Context.NewPageAsync();
        await sandbox.GotoAsync("/settings/integrations/sandbox");
        await sandbox.GetByTestId("demo-rate").SelectOptionAsync("20");
        foreach (var type in EventCatalogueTests.OfTheGuide)
        {
            await ExpectLightAsync(lights, type.Fqn, "success");
        }

        await Assertions.Expect(sandbox.GetByTestId("sandbox-signature").First).ToHaveTextAsync("Signature valid");
        await Assertions.Expect(sandbox.GetByTestId("demo-state")).ToHaveTextAsync("Playing");

        await sandbox.GetByTestId("sandbox-response-ServerError").CheckAsync();
        await ExpectLightAsync(lights, "CONVERSATION_CREATED", "failed");
        await Assertions.Expect(lights.GetByTestId("event-status-CONVERSATION_CREATED")).ToContainTextAsync("Failed (500)");
        await Screenshots.TakeAsync(lights, "demo");
        await sandbox.GetByTestId("demo-stop").ClickAsync();
        await Assertions.Expect(sandbox.GetByTestId("demo-state")).ToHaveTextAsync("Not playing");

        var deliveries = await lights.Context.NewPageAsync();
        await deliveries.GotoAsync($"{webhook}/events/CONVERSATION_CREATED");
        await Assertions.Expect(deliveries.GetByTestId("delivery-status").First).ToContainTextAsync("Failed (500)");
        await deliveries.GetByTestId("view-payload").First.ClickAsync();
        await Assertions.Expect(deliveries.GetByTestId("payload-formatted")).ToContainTextAsync("\"event_fqn\": \"CONVERSATION_CREATED\"");
        await deliveries.GetByTestId("payload-close").ClickAsync();

        await sandbox.GetByTestId("sandbox-response-Ok").CheckAsync();
        await deliveries.GetByTestId("resend").First.ClickAsync();
        await deliveries.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Resend" }).ClickAsync();
        await Assertions.Expect(deliveries.GetByTestId("delivery-status").First).ToContainTextAsync("Success (200)");
        await ExpectLightAsync(lights, "CONVERSATION_CREATED", "success");
        await Assertions.Expect(sandbox.GetByTestId("sandbox-response").First).ToHaveTextAsync("200 OK");
    }

    [Fact]
    public async Task A_redirect_counts_as_delivered_and_is_not_followed()
    {
        await using var app = await InProcessApp.StartAsync();
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        await page.GetByTestId("tab-sandbox").ClickAsync();
        await page.GetByTestId("sandbox-response-Redirect").CheckAsync();
        await page.GetByTestId("sandbox-add-webhook").ClickAsync();
        await page.GetByTestId("save-webhook").ClickAsync();
        await page.WaitForURLAsync(WebhookAddress());

        await app.PublishAsync(Publishing.Event("CONVERSATION_RATED"));

        await ExpectLightAsync(page, "CONVERSATION_RATED", "success");
        await Assertions.Expect(page.GetByTestId("event-status-CONVERSATION_RATED")).ToContainTextAsync("Success (302)");
        await page.GetByTestId("sandbox-link").ClickAsync();
        await Assertions.Expect(page.GetByTestId("sandbox-followed")).ToContainTextAsync("target: 0,");
        await Assertions.Expect(page.GetByTestId("sandbox-request")).ToHaveCountAsync(1);

        // Shows that the counter works: this request does go to the target.
        using var response = await app.Client.GetAsync("/sandbox/elsewhere", TestContext.Current.CancellationToken);
        await Assertions.Expect(page.GetByTestId("sandbox-followed")).ToContainTextAsync("target: 1.");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_inbox_stays_readable_whatever_is_posted(int width)
    {
        await using var app = await InProcessApp.StartAsync();
        var noise = new byte[1_900_000];
        new Random(1).NextBytes(noise);
        await PostAsync(app, noise);
        await PostAsync(app, """{"event_fqn":"CONVERSATION_CREATED"}"""u8.ToArray());
        await PostAsync(app, Encoding.UTF8.GetBytes($$"""{"event_fqn":"{{new string('X', 5_000)}}"}"""));
        var page = await browser.OpenAsync(app.Address, options => options.ViewportSize = new ViewportSize { Width = width, Height = 900 });
        await new AdminScreens(page).SignInAsync();
        await page.GetByTestId("tab-sandbox").ClickAsync();

        await Assertions.Expect(page.GetByTestId("sandbox-request")).ToHaveCountAsync(3);

        // Measured in one step, because the page is rendered again when it becomes interactive.
        await Eventually.BecomesTrueAsync(
            async () => await page.GetByTestId("sandbox-event").EvaluateAllAsync<double[]>("events => events.map(event => event.getBoundingClientRect().height)") is [var longName, var shortName, _] && longName == shortName,
            "a long name is as high as a short one");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page must not scroll horizontally.");

        await page.GetByTestId("sandbox-open").Nth(2).ClickAsync();
        await Assertions.Expect(page.GetByTestId("payload-cut")).ToContainTextAsync("The first 65,53");
        await Assertions.Expect(page.GetByTestId("payload-raw")).ToBeVisibleAsync();
        await page.GetByTestId("sandbox-open").Nth(2).ClickAsync();
        await Assertions.Expect(page.GetByTestId("payload-raw")).ToHaveCountAsync(0);
    }

    private static async Task PostAsync(TestApp app, byte[] body)
    {
        using var response = await app.Client.PostAsync("/sandbox", new ByteArrayContent(body), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task SetUpAsync(TestApp app, IPage page)
    {
        await Eventually.BecomesTrueAsync(() => SetupLink().IsMatch(app.Output), "the setup link is printed");
        await page.GotoAsync(SetupLink().Match(app.Output).Value);
        await page.GetByTestId("setup-email").FillAsync("first@example.com");
        await page.GetByTestId("setup-password").FillAsync("a long enough password");
        await page.GetByTestId("setup-repeat").FillAsync("a long enough password");
        await page.GetByTestId("setup-submit").ClickAsync();
        await page.WaitForURLAsync($"**{AdminScreens.Overview}");
    }

    private static Task ExpectLightAsync(IPage page, string fqn, string light) =>
        Assertions.Expect(page.GetByTestId($"event-status-{fqn}")).ToHaveAttributeAsync("data-light", light);

    [GeneratedRegex(@"http://\S+/account/setup\?token=\S+")]
    private static partial Regex SetupLink();

    [GeneratedRegex("/webhooks/[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex WebhookAddress();
}
