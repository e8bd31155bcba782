using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>Receivers with invalid responses: each attempt gets its failure class, and the next delivery continues.</summary>
public sealed class BadReceiverTests(Chromium browser)
{
    [Fact]
    public async Task Each_bad_response_gets_its_failure_class_a_huge_body_is_cut_and_the_next_delivery_continues()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await InProcessApp.StartAsync(("Dispatch:RequestTimeout", "00:00:01"), ("Dispatch:LaneConcurrency", "1"));
        var page = await browser.OpenAsync(app.Address);
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.AddWebhookAsync("Bad", receiver.Url);

        receiver.Next(new Garbage(), new HugeBody(10 * 1024 * 1024), new Drip(TimeSpan.FromMilliseconds(200)), new Hang(), new CloseConnection(), new CutBody());
        await app.PublishAsync($"[{string.Join(',', Enumerable.Repeat(Publishing.Event(), 7))}]");
        await app.RecordsAsync(7);

        Assert.Equal(
            [
                FailureClass.InvalidResponse, null, FailureClass.Timeout, FailureClass.Timeout,
                FailureClass.Reset, FailureClass.Reset, null,
            ],
            (await app.AttemptsAsync()).Select(attempt => attempt.Failure));
        Assert.Equal(200, (await app.AttemptsAsync())[^1].StatusCode);
    }
}
