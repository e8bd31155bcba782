using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Compares the hours with what was recorded. The clock starts at noon.</summary>
public class OutcomeHistoryTests : StoreTest
{
    private static readonly RetryRule TwoAttempts = new(2, TimeSpan.FromMinutes(1));

    private OutcomeHistory Outcomes => Store.Service<OutcomeHistory>();

    [Fact]
    public async Task An_hour_tells_arrivals_retries_and_deliveries_that_were_given_up()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, AttemptResult.Responded(200));
        await RecordAsync(webhook, AttemptResult.Responded(500), AttemptResult.Responded(204));
        await RecordAsync(webhook, AttemptResult.Failed(FailureClass.Timeout), AttemptResult.Responded(503));

        var hour = Assert.Single(await Outcomes.HoursAsync(webhook, 24, Cancel));

        Assert.Equal(Store.Time.GetUtcNow(), hour.Hour);
        Assert.Equal((2, 3, 1, 2, 0), (hour.Delivered, hour.FailedAttempts, hour.GivenUp, hour.Retried, hour.Cancelled));

        // The timeout got no response.
        Assert.Equal(4, hour.ResponseTimes.Count);
    }

    [Fact]
    public async Task What_is_recorded_by_two_transactions_or_by_two_processes_adds_up()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, AttemptResult.Responded(200));
        await using var other = Store.AsAnotherProcess();
        await RecordAsync(webhook, other.Service<GroupCommit>(), AttemptResult.Responded(200));
        await RecordAsync(webhook, AttemptResult.Responded(200));

        Assert.Equal(3, Assert.Single(await Outcomes.HoursAsync(webhook, 1, Cancel)).Delivered);
    }

    [Fact]
    public async Task Each_attempt_belongs_to_the_hour_in_which_it_ended()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, AttemptResult.Responded(200));
        Store.Time.Advance(TimeSpan.FromMinutes(59));
        await RecordAsync(webhook, AttemptResult.Responded(200));
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await RecordAsync(webhook, AttemptResult.Responded(200));

        Assert.Equal([2, 1], (await Outcomes.HoursAsync(webhook, 24, Cancel)).Select(hour => hour.Delivered));
        Assert.Equal([1], (await Outcomes.HoursAsync(webhook, 1, Cancel)).Select(hour => hour.Delivered));
    }

    [Fact]
    public async Task What_disabling_cancels_is_counted()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.DeliveryAsync(webhook);
        await Store.DeliveryAsync(webhook);

        await Store.Changes.SetEnabledAsync(Actors.Administrator, webhook, (await Store.WebhookAsync(webhook)).Revision, enabled: false, Cancel);

        Assert.Equal(2, Assert.Single(await Outcomes.HoursAsync(webhook, 1, Cancel)).Cancelled);
    }

    [Fact]
    public async Task An_attempt_that_the_store_refuses_is_in_no_hour()
    {
        var webhook = await Store.CreateWebhookAsync();
        await RecordAsync(webhook, AttemptResult.Responded(200));
        await Store.RefuseAsync("attempts", "NEW.status_code = 418");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => RecordAsync(webhook, AttemptResult.Responded(418)));
        await RecordAsync(webhook, AttemptResult.Responded(200));

        var hour = Assert.Single(await Outcomes.HoursAsync(webhook, 1, Cancel));
        Assert.Equal((2, 0), (hour.Delivered, hour.FailedAttempts));
    }

    [Fact]
    public async Task The_last_day_has_24_hours_of_each_webhook_with_or_without_attempts()
    {
        var (busy, quiet, unasked) = (await Store.CreateWebhookAsync(), await Store.CreateWebhookAsync(), await Store.CreateWebhookAsync());
        await RecordAsync(busy, AttemptResult.Responded(200));
        await RecordAsync(unasked, AttemptResult.Responded(200));
        Store.Time.Advance(TimeSpan.FromHours(5));
        await RecordAsync(busy, AttemptResult.Responded(500), AttemptResult.Responded(200), AttemptResult.Responded(200));

        var days = await Outcomes.LastDayAsync([busy, quiet], Cancel);

        Assert.Equal(new[] { busy, quiet }.Order(), days.Keys.Order());
        Assert.Equal(24, days[busy].Hours.Count);
        Assert.Equal((0L, 1L), (days[busy].Hours[^6].Failed, days[busy].Hours[^6].Succeeded));
        Assert.Equal((1L, 1L), (days[busy].Hours[^1].Failed, days[busy].Hours[^1].Succeeded));
        Assert.Equal(2 / 3.0, days[busy].SuccessRate);
        Assert.Null(days[quiet].SuccessRate);

        Store.Time.Advance(TimeSpan.FromHours(19));
        Assert.Equal(0.5, (await Outcomes.LastDayAsync([busy], Cancel))[busy].SuccessRate);
    }

    private Task RecordAsync(Guid webhook, params AttemptResult[] results) => RecordAsync(webhook, Store.Service<GroupCommit>(), results);

    /// <summary>A delivery with these attempts. Attempts after its end are left out.</summary>
    private async Task RecordAsync(Guid webhook, GroupCommit store, params AttemptResult[] results)
    {
        var (delivery, now) = (await Store.DeliveryAsync(webhook), Store.Time.GetUtcNow());
        foreach (var result in results)
        {
            var recorded = await store.CommitAsync(new RecordAttempt(
                new EndedAttempt(delivery, webhook, "CONVERSATION_CREATED", now, TimeSpan.FromMilliseconds(20), now, result), TwoAttempts));
            if (recorded!.State is not DeliveryState.Pending)
            {
                return;
            }
        }
    }
}

[OnPostgres]
public sealed class OutcomeHistoryTestsOnPostgres : OutcomeHistoryTests;
