using Deque.AxeCore.Playwright;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>An administrator rotates a secret without losing a request, and the activity shows who did it.</summary>
public sealed class RotationJourneyTests(Chromium browser)
{
    [Fact]
    public async Task A_secret_is_rotated_with_an_overlap_that_is_ended_and_recorded()
    {
        await using var receiver = await Receiver.StartAsync();
        var (webhook, oldSecret) = (Guid.Empty, "");
        await using var app = await InProcessApp.StartAsync(async store =>
        {
            webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString());
            oldSecret = (await store.WebhookAsync(webhook)).Secret.Reveal();
        });
        var page = await browser.OpenAsync(app.Address, options => options.ReducedMotion = ReducedMotion.Reduce);
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await page.GotoAsync($"{AdminScreens.Overview}/{webhook}");

        await page.GetByTestId("secret-rotate").ClickAsync();
        await Assertions.Expect(page.GetByTestId("overlap-24")).ToBeCheckedAsync();
        Assert.Equal("", string.Join('\n', (await page.RunAxe()).Violations.Select(violation => $"{violation.Help}: {violation.Nodes[0].Html}")));
        await page.GetByTestId("overlap-1").CheckAsync();
        await page.GetByTestId("rotate-confirm").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByTestId("secret-reveal").ClickAsync();
        await Assertions.Expect(dialog.GetByTestId("secret-value")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9a-f]{64}$"));
        var newSecret = await dialog.GetByTestId("secret-value").InnerTextAsync();

        // A message that fades, and a button under the mouse, have other colors.
        await page.Mouse.MoveAsync(0, 0);
        await Assertions.Expect(page.Locator(".mud-snackbar")).ToHaveCountAsync(0);
        Assert.Equal("", string.Join('\n', (await page.RunAxe()).Violations.Select(violation => $"{violation.Help}: {violation.Nodes[0].Html}")));
        await page.GetByTestId("rotate-done").ClickAsync();
        await Assertions.Expect(page.GetByTestId("secret-overlap")).ToContainTextAsync("The old secret also signs until");
        Assert.NotEqual(oldSecret, newSecret);

        var request = await SendAsync(app, receiver, 1);
        Assert.Equal((2, SignatureVerdict.Valid, SignatureVerdict.Valid), Verify(request, oldSecret, newSecret));

        await page.GetByTestId("secret-end-overlap").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End now" }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("secret-overlap")).ToHaveCountAsync(0);
        request = await SendAsync(app, receiver, 2);
        Assert.Equal((1, SignatureVerdict.Invalid, SignatureVerdict.Valid), Verify(request, oldSecret, newSecret));

        await page.GetByTestId("tab-activity").ClickAsync();
        await page.WaitForURLAsync($"**/{webhook}/activity");
        await Assertions.Expect(page.GetByTestId("activity-did")).ToHaveTextAsync(
        [
            $"{TestApp.AdministratorEmail} ended the overlap; the old secret no longer signs",
            $"{TestApp.AdministratorEmail} viewed the secret",
            $"{TestApp.AdministratorEmail} rotated the secret",
            "Ada created the webhook",
        ]);
        await Assertions.Expect(page.GetByTestId("activity").Nth(2).GetByTestId("activity-detail")).ToContainTextAsync("The old secret also signs for 1 hour, until ");
        await Assertions.Expect(page.GetByTestId("activity").First.Locator("time")).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("UTC$"));
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync(newSecret);

        // Changes by others appear automatically.
        using var response = await app.Api.PatchAsync($"/v1/webhooks/{webhook}", new StringContent("""{"enabled":false}"""), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        await Assertions.Expect(page.GetByTestId("activity").First).ToHaveAttributeAsync("data-action", "WebhookDisabled");
    }

    private static async Task<ReceivedRequest> SendAsync(TestApp app, Receiver receiver, int number)
    {
        await app.PublishAsync(Publishing.Event());
        await receiver.ReceivesAsync(number);
        return receiver.Requests[^1];
    }

    private static (int Signatures, SignatureVerdict Old, SignatureVerdict New) Verify(ReceivedRequest request, string oldSecret, string newSecret)
    {
        var header = request.Headers["X-DIXA-SIGNATURE"];
        return (SignatureCheck.Signatures(header), SignatureCheck.Verdict(header, oldSecret, request.Body), SignatureCheck.Verdict(header, newSecret, request.Body));
    }
}
