using System.Globalization;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

public class AutoDisableSweepTests : DispatchTest
{
    private static readonly RetryRule Rule = new(5, TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData(24, true)]
    [InlineData(25, false)]
    [InlineData(26, false)]
    public async Task Consecutive_failures_disable_from_the_25th_on(int failures, bool enabled)
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, failures, 500);

        await SweepAsync();

        Assert.Equal(enabled, (await Store.WebhookAsync(webhook)).Enabled);
    }

    [Theory]
    [InlineData(14, 0)]
    [InlineData(15, 1)]
    [InlineData(24, 1)]
    public async Task Users_are_warned_once_from_15_failures_on_and_no_email_is_sent(int failures, int warnings)
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, failures, 500);

        await SweepAsync();
        await SweepAsync();

        await using var context = await Store.ContextAsync();
        var found = await context.Notifications.AsNoTracking().ToListAsync(Cancel);
        Assert.Equal(warnings, found.Count);
        Assert.All(found, notification => Assert.Equal((false, DisableReason.After(failures, AttemptResult.Responded(500))), (notification.MailPending, notification.Reason)));
        Assert.True((await Store.WebhookAsync(webhook)).Enabled);
    }

    [Fact]
    public async Task After_a_success_other_failures_are_another_warning()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 15, 500);
        await SweepAsync();
        await RecordAsync(webhook, 1, 500);
        await SweepAsync();
        await RecordAsync(webhook, 1, 200);
        await RecordAsync(webhook, 16, 503);

        await SweepAsync();

        await using var context = await Store.ContextAsync();
        Assert.Equal([500, 503], await context.Notifications.OrderBy(notification => notification.Id).Select(notification => notification.Reason.StatusCode).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_webhook_that_the_store_will_not_change_holds_up_no_other()
    {
        var stuck = await Store.CreateWebhookAsync(draft => draft.Name = "Stuck");
        var other = await Store.CreateWebhookAsync(draft => draft.Name = "Other");
        await RecordAsync(stuck, 25, 500);
        await RecordAsync(other, 25, 500);
        await Store.RefuseAsync("subscriptions", "OLD.name = 'Stuck'", change: "UPDATE");

        await SweepAsync();
        Assert.True((await Store.WebhookAsync(stuck)).Enabled);
        Assert.False((await Store.WebhookAsync(other)).Enabled);

        await Store.AcceptAsync("subscriptions");
        await SweepAsync();
        Assert.False((await Store.WebhookAsync(stuck)).Enabled);
    }

    [Fact]
    public async Task The_reason_the_time_and_the_last_response_stay_and_pending_deliveries_are_cancelled()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 24, 500);
        await RecordAsync(webhook, AttemptResult.Responded(503) with { ResponseBody = "down for maintenance"u8.ToArray() });
        var pending = await Store.DeliveryAsync(webhook);
        Store.Time.Advance(TimeSpan.FromSeconds(30));

        await SweepAsync();

        var disabled = await Store.WebhookAsync(webhook);
        Assert.Equal(Store.Time.GetUtcNow(), disabled.DisabledAt);
        Assert.Equal(DisableReason.After(25, AttemptResult.Responded(503)), disabled.DisabledReason);
        Assert.Equal((503, null, "down for maintenance"), (disabled.LastResponse!.StatusCode, disabled.LastResponse.Failure, Encoding.UTF8.GetString(disabled.LastResponse.Body!)));
        var delivery = await Store.DeliveryAsync(pending);
        Assert.Equal((DeliveryState.Cancelled, disabled.DisabledReason), (delivery.State, await Store.CancelledReasonAsync(pending)));
        var newest = (await Store.AuditedAsync(webhook))[0];
        Assert.Equal(("Dixa Webhooks", new Activity.AutoDisabled(disabled.DisabledReason!), disabled.DisabledAt!.Value), (newest.ActorName, newest.Activity as Activity.AutoDisabled, newest.At));
        await using var context = await Store.ContextAsync();
        var notification = await context.Notifications.SingleAsync(Cancel);
        Assert.Equal((webhook, disabled.DisabledAt, disabled.DisabledReason, true), (notification.SubscriptionId, notification.At, notification.Reason, notification.MailPending));
    }

    [Fact]
    public async Task An_attempt_without_a_response_is_kept_as_the_last_response_by_its_failure()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 24, 500);
        await RecordAsync(webhook, AttemptResult.Failed(FailureClass.Timeout));

        await SweepAsync();

        Assert.Equal(new LastResponse(null, FailureClass.Timeout, null), (await Store.WebhookAsync(webhook)).LastResponse);
    }

    [Fact]
    public async Task Enabling_again_forgets_the_last_response()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 25, 500);
        await SweepAsync();
        Assert.NotNull((await Store.WebhookAsync(webhook)).LastResponse);

        await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, (await Store.WebhookAsync(webhook)).Revision, enabled: true, Cancel);

        Assert.Null((await Store.WebhookAsync(webhook)).LastResponse);
    }

    [Fact]
    public async Task A_success_that_is_recorded_during_the_sweep_resets_the_consecutive_failures_in_time()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 25, 500);

        var transactions = Store.Sql.Transactions;
        Task sweeping;
        await using (var success = await WriteLock.TakeAsync(Store))
        {
            sweeping = Task.Run(SweepAsync, Cancel);
            await Eventually.BecomesTrueAsync(() => Store.Sql.Transactions > transactions, "the sweep is about to disable");
            await success.ExecuteAsync("UPDATE lanes SET consecutive_failures = 0");
        }

        await sweeping;
        Assert.True((await Store.WebhookAsync(webhook)).Enabled);
    }

    [Fact]
    public async Task A_success_resets_the_consecutive_failures()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 24, 500);
        await RecordAsync(webhook, 1, 200);
        await RecordAsync(webhook, 24, 500);

        await SweepAsync();

        Assert.True((await Store.WebhookAsync(webhook)).Enabled);
    }

    [Fact]
    public async Task Failures_over_a_longer_time_than_the_window_do_not_disable()
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
    public async Task A_new_URL_resets_the_consecutive_failures()
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
    public async Task Enabling_again_resets_the_consecutive_failures()
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
    public async Task Concurrent_sweeps_disable_once()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 25, 500);
        var revision = (await Store.WebhookAsync(webhook)).Revision;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(SweepAsync, Cancel)));

        Assert.Equal(revision + 1, (await Store.WebhookAsync(webhook)).Revision);
    }

    [Fact]
    public async Task The_sweeps_of_two_processes_disable_once()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, 25, 500);
        var pending = await Store.DeliveryAsync(webhook);
        var revision = (await Store.WebhookAsync(webhook)).Revision;

        await using (var other = Store.AsAnotherProcess())
        {
            await Task.WhenAll(
                Enumerable.Range(0, 6).Select(i => Task.Run(() => (i % 2 == 0 ? Store : other).Make<AutoDisableSweep>().RunAsync(Cancel), Cancel)));
        }

        var disabled = await Store.WebhookAsync(webhook);
        Assert.Equal((false, revision + 1, Store.Time.GetUtcNow()), (disabled.Enabled, disabled.Revision, disabled.DisabledAt!.Value));
        Assert.Equal(disabled.DisabledReason, await Store.CancelledReasonAsync(pending));
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
    public void An_interval_is_converted_to_cron_or_refused(string interval, string? cron) =>
        Assert.Equal(cron, CronIntervalAttribute.Cron(TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>f: a delivery fails, s: it succeeds; r: a resend fails, R: a resend succeeds. The number says how often.</summary>
    [Theory]
    [InlineData("f24 r1", true)]
    [InlineData("r30", true)]
    [InlineData("f12 r12 f12 r12", true)]
    [InlineData("f12 r40 f13", false)]
    [InlineData("r40 f25", false)]
    [InlineData("f25 r3", false)]
    [InlineData("f24 R1 f24", true)]
    [InlineData("f30 R1", true)]
    [InlineData("f24 R1 r5 f25", false)]
    public async Task Failing_resends_do_not_count_and_a_resend_that_succeeds_starts_the_count_again(string attempts, bool enabled)
    {
        var webhook = await Store.CreateWebhookAsync();
        var original = await Store.DeliveryAsync(webhook, state: DeliveryState.Failed);
        foreach (var group in attempts.Split(' '))
        {
            for (var i = 0; i < int.Parse(group[1..], CultureInfo.InvariantCulture); i++)
            {
                await RecordAsync(webhook, AttemptResult.Responded(group[0] is 'f' or 'r' ? 500 : 200), resendOf: group[0] is 'r' or 'R' ? original : null);
            }
        }

        await SweepAsync();

        Assert.Equal(enabled, (await Store.WebhookAsync(webhook)).Enabled);
    }

    [Fact]
    public async Task Failing_resends_that_are_recorded_together_with_other_failures_do_not_count()
    {
        var webhook = await Store.CreateWebhookAsync();
        var original = await Store.DeliveryAsync(webhook, state: DeliveryState.Failed);
        var deliveries = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            deliveries.Add(await Store.DeliveryAsync(webhook, resendOf: i % 2 == 0 ? original : null));
        }

        var now = Store.Time.GetUtcNow();
        await Task.WhenAll(deliveries.Select(delivery => Store.Service<AttemptRecorder>().RecordAsync(
            new EndedAttempt(delivery, webhook, "CONVERSATION_CREATED", now, TimeSpan.FromMilliseconds(5), now, AttemptResult.Responded(500)), Rule)));

        await using var context = await Store.ContextAsync();
        Assert.Equal(10, (await context.Lanes.SingleAsync(lane => lane.SubscriptionId == webhook, Cancel)).ConsecutiveFailures);
        Assert.Equal(20, await context.Attempts.CountAsync(attempt => attempt.SubscriptionId == webhook, Cancel));
    }

    private Task SweepAsync() => Store.Make<AutoDisableSweep>().RunAsync(Cancel);

    private async Task RecordAsync(Guid webhook, int count, int status, TimeSpan? apart = null)
    {
        for (var i = 0; i < count; i++)
        {
            await RecordAsync(webhook, AttemptResult.Responded(status), apart);
        }
    }

    private async Task RecordAsync(Guid webhook, AttemptResult result, TimeSpan? apart = null, long? resendOf = null)
    {
        var delivery = await Store.DeliveryAsync(webhook, resendOf: resendOf);
        var now = Store.Time.GetUtcNow();
        await Store.Service<AttemptRecorder>().RecordAsync(
            new EndedAttempt(delivery, webhook, "CONVERSATION_CREATED", now, TimeSpan.FromMilliseconds(5), now, result), Rule);
        await Store.StateAsync(delivery, DeliveryState.Failed);
        Store.Time.Advance(apart ?? TimeSpan.FromSeconds(1));
    }
}

[OnPostgres]
public sealed class AutoDisableSweepTestsOnPostgres : AutoDisableSweepTests;
