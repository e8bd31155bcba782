using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys;

/// <summary>Receivers that answer badly: each attempt fails with its class, and the next delivery goes on.</summary>
public sealed class BadReceiverTests(Browser browser)
{
    [Fact]
    public async Task Garbage_a_drip_and_silence_are_failures_with_their_class_a_flood_is_cut_and_the_next_delivery_goes_on()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await AppProcess.StartAsync(("Dispatch:RequestTimeout", "00:00:01"), ("Dispatch:LaneConcurrency", "1"));
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
