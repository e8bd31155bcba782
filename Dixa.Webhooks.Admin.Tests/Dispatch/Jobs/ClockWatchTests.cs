using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>The system clock is set, while the application is running or while it is stopped.</summary>
public sealed class ClockWatchTests : DispatchTest
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private ClockWatch? _watch;

    private ClockWatch Watch => _watch ??= Store.Make<ClockWatch>();

    [Theory]
    [InlineData(-1)]
    [InlineData(-30)]
    [InlineData(1)]
    [InlineData(24)]
    public async Task A_retry_comes_a_minute_after_the_failure_wherever_the_clock_is_set_to(int hours)
    {
        await using var endpoint = RawEndpoint.Answering(500);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await Watch.CheckAsync();
        await PublishAsync();
        await RunAsync();
        Store.Time.Advance(TimeSpan.FromSeconds(20));

        await SetAsync(TimeSpan.FromHours(hours));
        await RunAsync();
        Assert.Equal(1, endpoint.Requests);
        Store.Time.Advance(TimeSpan.FromSeconds(39));
        await Watch.CheckAsync();
        await RunAsync();
        Assert.Equal(1, endpoint.Requests);

        // The lane's own alarm wakes it.
        Store.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains(webhook, Store.Jobs.Lanes);
        await RunAsync();
        Assert.Equal(2, endpoint.Requests);
        Assert.InRange(Assert.Single(await DeliveriesAsync()).DueAt - Store.MachineClock.GetUtcNow(), TimeSpan.FromSeconds(59), RetryDelay);
    }

    [Fact]
    public async Task What_was_due_before_the_clock_was_set_back_is_sent_at_once()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync(20);
        Store.Jobs.Lose();

        await SetAsync(-Hour);
        Store.Time.Advance(TimeSpan.FromSeconds(31));
        Store.Service<LaneRegistry>().Wake(webhook);
        await RunAsync();

        Assert.Equal(20, endpoint.Requests);
        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
    }

    [Fact]
    public async Task An_attempt_that_was_under_way_while_the_clock_was_set_back_is_retried_after_a_minute()
    {
        var response = new TaskCompletionSource();
        await using var endpoint = RawEndpoint.Answering(500, response.Task);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        await Store.Make<LaneJob>().RunAsync(webhook, Cancel);
        await Eventually.BecomesTrueAsync(() => endpoint.Requests == 1, "the request is in flight");

        await SetAsync(-Hour);
        response.SetResult();
        await RunAsync();

        var attempt = Assert.Single(await AttemptsAsync());
        Assert.Equal(Store.MachineClock.GetUtcNow(), attempt.StartedAt + attempt.Duration);
        Assert.Equal(Store.MachineClock.GetUtcNow() + RetryDelay, Assert.Single(await DeliveriesAsync()).DueAt);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-5)]
    [InlineData(5)]
    public async Task Failures_before_and_after_the_clock_was_set_disable_the_webhook_together(int hours)
    {
        await using var endpoint = RawEndpoint.Answering(500);
        var webhook = await AddWebhookAsync(endpoint.Url);
        await Watch.CheckAsync();
        await PublishAsync(13);
        await RunAsync();

        await SetAsync(TimeSpan.FromHours(hours));
        await PublishAsync(11);
        await RunAsync();
        await Store.Make<AutoDisableSweep>().RunAsync(Cancel);
        Assert.True((await Store.WebhookAsync(webhook)).Enabled);
        await PublishAsync(1);
        await RunAsync();
        await Store.Make<AutoDisableSweep>().RunAsync(Cancel);

        Assert.Equal(25, endpoint.Requests);
        Assert.False((await Store.WebhookAsync(webhook)).Enabled);
    }

    [Fact]
    public async Task After_a_step_back_an_event_types_status_is_that_of_the_newest_attempt()
    {
        var status = 500;
        await using var endpoint = RawEndpoint.Answering(() => Volatile.Read(ref status));
        await AddWebhookAsync(endpoint.Url);
        await PublishAsync();
        await RunAsync();

        await SetAsync(-Hour);
        Volatile.Write(ref status, 204);
        await PublishAsync();
        await RunAsync();

        await using var context = await Store.ContextAsync();
        Assert.Equal(204, Assert.Single(await context.EventStatuses.AsNoTracking().ToListAsync(Cancel)).StatusCode);
    }

    [Fact]
    public async Task After_a_step_back_the_sweep_and_recovery_are_started_by_our_own_clock_until_hangfires_has_caught_up()
    {
        await SetAsync(-Hour);
        for (var minute = 0; minute < 59; minute++)
        {
            Store.Time.Advance(TimeSpan.FromMinutes(1));
            await Watch.CheckAsync();
        }

        Assert.Equal(59, Store.Jobs.Others.Count(type => type == typeof(AutoDisableSweep)));
        Assert.Equal(59, Store.Jobs.Others.Count(type => type == typeof(RecoverJob)));
        Store.Time.Advance(TimeSpan.FromMinutes(2));
        await Watch.CheckAsync();
        Store.Time.Advance(TimeSpan.FromMinutes(2));
        await Watch.CheckAsync();
        Assert.InRange(Store.Jobs.Others.Count(type => type == typeof(AutoDisableSweep)), 59, 60);
    }

    [Fact]
    public async Task A_small_step_is_followed_and_moves_nothing()
    {
        var webhook = await AddWebhookAsync("http://127.0.0.1:9/hook");
        var due = Store.Time.GetUtcNow() + TimeSpan.FromSeconds(30);
        await Store.DeliveryAsync(webhook, dueAt: due);

        await SetAsync(TimeSpan.FromSeconds(-1.5));

        Assert.Equal(Store.MachineClock.GetUtcNow(), Store.Clock.GetUtcNow());
        Assert.Equal(due, Assert.Single(await DeliveriesAsync()).DueAt);
    }

    [Fact]
    public async Task While_the_store_cannot_write_the_move_is_tried_again_and_happens_once()
    {
        await using var endpoint = RawEndpoint.Answering(500);
        await AddWebhookAsync(endpoint.Url);
        await Watch.CheckAsync();
        await PublishAsync();
        await RunAsync();
        await Store.RefuseAsync("deliveries", "OLD.state = 0", "UPDATE");

        Store.MachineClock.Offset = -Hour;
        await Assert.ThrowsAnyAsync<Exception>(() => Watch.CheckAsync());
        await Store.AcceptAsync("deliveries");
        await Watch.CheckAsync();
        await Watch.CheckAsync();

        Assert.Equal(Store.MachineClock.GetUtcNow(), Store.Clock.GetUtcNow());
        Assert.Equal(Store.MachineClock.GetUtcNow() + RetryDelay, Assert.Single(await DeliveriesAsync()).DueAt);
    }

    [Fact]
    public async Task After_a_start_what_a_wrong_clock_made_due_far_in_the_future_is_due_after_the_retry_delay_and_nothing_else_changes()
    {
        var webhook = await AddWebhookAsync("http://127.0.0.1:9/hook");
        var now = Store.Time.GetUtcNow();
        var far = await Store.DeliveryAsync(webhook, dueAt: now + TimeSpan.FromDays(9_000));
        var soon = await Store.DeliveryAsync(webhook, dueAt: now + RetryDelay + TimeSpan.FromSeconds(29));
        var past = await Store.DeliveryAsync(webhook, dueAt: now - Hour);
        var ended = await Store.DeliveryAsync(webhook, state: DeliveryState.Failed, dueAt: now + TimeSpan.FromDays(1));

        await Watch.CheckAsync();

        Assert.Equal(now + RetryDelay, (await Store.DeliveryAsync(far)).DueAt);
        Assert.Equal(now + RetryDelay + TimeSpan.FromSeconds(29), (await Store.DeliveryAsync(soon)).DueAt);
        Assert.Equal(now - Hour, (await Store.DeliveryAsync(past)).DueAt);
        Assert.Equal(now + TimeSpan.FromDays(1), (await Store.DeliveryAsync(ended)).DueAt);
        Assert.Contains(typeof(RecoverJob), Store.Jobs.Others);
    }

    [Fact]
    public async Task After_a_start_with_a_clock_that_was_set_back_failures_count_at_once()
    {
        var webhook = await AddWebhookAsync("http://127.0.0.1:9/hook");
        await Store.ExecuteAsync(FormattableString.Invariant($"UPDATE subscriptions SET consecutive_failures_since = {(Store.Time.GetUtcNow() + Hour).UtcTicks}"));

        await Watch.CheckAsync();

        Assert.Equal(Store.Time.GetUtcNow(), (await Store.WebhookAsync(webhook)).ConsecutiveFailuresSince);
    }

    /// <summary>Sets the system clock and runs one check.</summary>
    private async Task SetAsync(TimeSpan by)
    {
        Store.MachineClock.Offset += by;
        await Watch.CheckAsync();
    }
}
