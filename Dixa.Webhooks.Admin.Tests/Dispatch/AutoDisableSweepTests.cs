using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch;

public sealed class AutoDisableSweepTests : DispatchTest
{
    private static readonly RetryRule Rule = new(5, TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData(24, true)]
    [InlineData(25, false)]
    [InlineData(26, false)]
    public async Task Failures_in_a_row_disable_from_the_25th_on(int failures, bool enabled)
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, failures, 500);

        await SweepAsync();

        Assert.Equal(enabled, (await Store.WebhookAsync(webhook)).Enabled);
    }

    [Fact]
    public async Task The_reason_the_time_and_the_last_answer_stay_and_pending_deliveries_are_cancelled()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 25, 503);
        var pending = await Store.DeliveryAsync(webhook);
        Store.Time.Advance(TimeSpan.FromSeconds(30));

        await SweepAsync();

        var disabled = await Store.WebhookAsync(webhook);
        Assert.Equal(Store.Time.GetUtcNow(), disabled.DisabledAt);
        Assert.Equal("Disabled automatically after 25 failed attempts in a row; the last was Failed (503)", disabled.DisabledBecause);
        var delivery = await Store.DeliveryAsync(pending);
        Assert.Equal((DeliveryState.Cancelled, disabled.DisabledBecause), (delivery.State, delivery.CancelledBecause));
    }

    [Fact]
    public async Task A_success_ends_the_run()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 24, 500);
        await RecordAsync(webhook, 1, 200);
        await RecordAsync(webhook, 24, 500);

        await SweepAsync();

        Assert.True((await Store.WebhookAsync(webhook)).Enabled);
    }

    [Fact]
    public async Task A_run_longer_than_the_window_does_not_disable()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 1, 500);
        Store.Time.Advance(TimeSpan.FromHours(3) + TimeSpan.FromTicks(1));
        await RecordAsync(webhook, 24, 500, apart: TimeSpan.Zero);

        await SweepAsync();

        Assert.True((await Store.WebhookAsync(webhook)).Enabled);
    }

    [Fact]
    public async Task Another_webhooks_failures_do_not_count()
    {
        var webhook = await Store.CreateWebhookAsync();
        var other = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 13, 500);
        await RecordAsync(other, 13, 500);

        await SweepAsync();

        Assert.True((await Store.WebhookAsync(webhook)).Enabled);
        Assert.True((await Store.WebhookAsync(other)).Enabled);
    }

    [Fact]
    public async Task A_new_URL_starts_afresh()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 24, 500);
        var form = await Store.Reads.FormAsync(Actors.Administrator, webhook, Cancel);
        form!.Draft.Url = "https://example.com/elsewhere";
        await Store.Changes.EditAsync(Actors.Administrator, webhook, form.Revision, form.Draft, Cancel);
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        await RecordAsync(webhook, 24, 500);

        await SweepAsync();
        Assert.True((await Store.WebhookAsync(webhook)).Enabled);

        await RecordAsync(webhook, 1, 500);
        await SweepAsync();
        Assert.False((await Store.WebhookAsync(webhook)).Enabled);
    }

    [Fact]
    public async Task Enabling_again_starts_afresh()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 25, 500);
        await SweepAsync();
        await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, (await Store.WebhookAsync(webhook)).Revision, enabled: true, Cancel);
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        await RecordAsync(webhook, 24, 500);

        await SweepAsync();

        Assert.True((await Store.WebhookAsync(webhook)).Enabled);
    }

    [Fact]
    public async Task Two_sweeps_at_a_time_disable_once()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 25, 500);
        var revision = (await Store.WebhookAsync(webhook)).Revision;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(SweepAsync, Cancel)));

        Assert.Equal(revision + 1, (await Store.WebhookAsync(webhook)).Revision);
    }

    [Theory]
    [InlineData("00:00:01", "*/1 * * * * *")]
    [InlineData("00:00:30", "*/30 * * * * *")]
    [InlineData("00:01:00", "0 */1 * * * *")]
    [InlineData("00:20:00", "0 */20 * * * *")]
    [InlineData("01:00:00", "0 0 * * * *")]
    [InlineData("00:00:00", null)]
    [InlineData("00:00:07", null)]
    [InlineData("00:00:01.5", null)]
    [InlineData("00:01:30", null)]
    [InlineData("02:00:00", null)]
    [InlineData("-00:01:00", null)]
    public void An_interval_is_said_as_cron_or_refused(string interval, string? cron) =>
        Assert.Equal(cron, SweepIntervalAttribute.Cron(TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture)));

    private Task SweepAsync() => Store.Make<AutoDisableSweep>().RunAsync(Cancel);

    private async Task RecordAsync(Guid webhook, int count, int status, TimeSpan? apart = null)
    {
        for (var i = 0; i < count; i++)
        {
            var delivery = await Store.DeliveryAsync(webhook);
            var now = Store.Time.GetUtcNow();
            await Store.Service<AttemptRecorder>().RecordAsync(
                new EndedAttempt(delivery, webhook, "CONVERSATION_CREATED", now, TimeSpan.FromMilliseconds(5), now, AttemptResult.Answered(status)), Rule);
            await Store.StateAsync(delivery, DeliveryState.Failed);
            Store.Time.Advance(apart ?? TimeSpan.FromSeconds(1));
        }
    }
}
