using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>The real process, killed and started again.</summary>
public sealed class RestartTests(Chromium browser)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task After_a_kill_between_two_attempts_the_retry_is_on_time_with_the_right_number()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await AppProcess.StartAsync(("Dispatch:RetryDelay", RetryDelay.ToString()));
        await AddWebhookAsync(app, receiver);
        receiver.Next(new Answer(500));
        await app.PublishAsync(Publishing.Event(data: SampleData.With("\"n\":1.0e5")));
        await app.RecordsAsync(1);

        app.KillHard();
        await app.StartAgainAsync();
        var startedAt = DateTimeOffset.UtcNow;
        await receiver.ReceivesAsync(2, RetryDelay + TimeSpan.FromSeconds(20));
        await app.RecordsAsync(2);

        var requests = receiver.Requests;
        var due = requests[0].At + RetryDelay;
        Assert.InRange(requests[1].At, due, (due > startedAt ? due : startedAt) + Tolerance);
        Assert.Equal(requests[0].Body, requests[1].Body);
        Assert.Equal([(1, 500), (2, 200)], (await app.AttemptsAsync()).Select(attempt => (attempt.Number, attempt.StatusCode!.Value)));
    }

    [Fact]
    public async Task After_a_kill_during_a_request_the_delivery_is_sent_again()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await AppProcess.StartAsync();
        await AddWebhookAsync(app, receiver);
        receiver.Next(new Hang());
        await app.PublishAsync(Publishing.Event());
        await receiver.ReceivesAsync(1);

        app.KillHard();
        await app.StartAgainAsync();
        await receiver.ReceivesAsync(2, TimeSpan.FromSeconds(15));
        await app.RecordsAsync(1);

        Assert.Equal((1, 200), (await app.AttemptsAsync()).Select(attempt => (attempt.Number, attempt.StatusCode!.Value)).Single());
    }

    [Fact]
    public async Task A_clean_stop_waits_for_a_request_in_flight_and_records_it()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await AppProcess.StartAsync(("Dispatch:RequestTimeout", "00:00:03"));
        await AddWebhookAsync(app, receiver);
        receiver.Next(new Hang());
        await app.PublishAsync(Publishing.Event());
        await receiver.ReceivesAsync(1);

        Assert.Equal(0, await app.StopCleanlyAsync());

        Assert.Equal(Domain.Deliveries.FailureClass.Timeout, Assert.Single(await app.AttemptsAsync()).Failure);
    }

    private async Task AddWebhookAsync(AppProcess app, Receiver receiver)
    {
        var page = await browser.OpenAsync(app.Address);
        var screens = new AdminScreens(page);
        await screens.SignInAsync();
        await screens.AddWebhookAsync("Restart", receiver.Url);
        receiver.Secret = await screens.RevealSecretAsync();
        await page.Context.CloseAsync();
    }
}
