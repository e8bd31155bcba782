using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Recording;

public sealed class DeliveryFeedTests
{
    private static readonly Guid Webhook = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    private readonly FakeTimeProvider _time = new();
    private readonly DeliveryFeed _feed;
    private int _calls;

    public DeliveryFeedTests() => _feed = new DeliveryFeed(_time);

    [Fact]
    public async Task A_listener_is_called_at_once()
    {
        using var listening = Listen(Webhook);

        _feed.Publish(Webhook);

        await CalledAsync(1);
    }

    [Fact]
    public async Task A_listener_is_not_called_before_anything_happens()
    {
        using var listening = Listen(Webhook);

        _time.Advance(TimeSpan.FromMinutes(1));

        await CalledAsync(0);
    }

    [Fact]
    public async Task Many_changes_at_once_cause_two_calls_one_at_once_and_one_after_the_last()
    {
        using var listening = Listen(Webhook);

        Publish(10_000);
        await CalledAsync(1);

        _time.Advance(DeliveryFeed.Pause - TimeSpan.FromTicks(1));
        Publish(10_000);
        await CalledAsync(1);

        _time.Advance(TimeSpan.FromTicks(1));
        await CalledAsync(2);

        _time.Advance(TimeSpan.FromMinutes(1));
        await CalledAsync(2);
    }

    [Fact]
    public async Task A_steady_stream_causes_one_call_per_pause_and_one_after_the_last()
    {
        using var listening = Listen(Webhook);

        // 40 times 25 ms are one second, which contains four pauses.
        for (var i = 0; i < 40; i++)
        {
            _feed.Publish(Webhook);
            _time.Advance(TimeSpan.FromMilliseconds(25));
        }

        await CalledAsync(5);
        _time.Advance(TimeSpan.FromMinutes(1));
        await CalledAsync(5);
    }

    [Fact]
    public async Task After_a_quiet_pause_a_listener_is_called_at_once_again()
    {
        using var listening = Listen(Webhook);
        _feed.Publish(Webhook);
        _time.Advance(DeliveryFeed.Pause);
        await CalledAsync(1);

        _feed.Publish(Webhook);

        await CalledAsync(2);
    }

    [Fact]
    public async Task A_change_of_another_webhook_does_not_call_the_listener()
    {
        using var listening = Listen(Webhook);

        _feed.Publish(Other);
        _time.Advance(DeliveryFeed.Pause);

        await CalledAsync(0);
    }

    [Fact]
    public async Task A_change_of_another_webhook_does_not_call_the_listener_after_a_pause()
    {
        using var listening = Listen(Webhook);
        _feed.Publish(Webhook);

        _feed.Publish(Other);
        _time.Advance(DeliveryFeed.Pause);

        await CalledAsync(1);
    }

    [Fact]
    public async Task A_listener_for_all_webhooks_is_called_for_each()
    {
        using var listening = Listen(null);

        _feed.Publish(Webhook);
        _time.Advance(DeliveryFeed.Pause);
        _feed.Publish(Other);

        await CalledAsync(2);
    }

    [Fact]
    public async Task A_disposed_listener_is_not_called()
    {
        var listening = Listen(Webhook);

        listening.Dispose();
        _feed.Publish(Webhook);
        _time.Advance(DeliveryFeed.Pause);

        await CalledAsync(0);
    }

    [Fact]
    public async Task A_listener_that_is_disposed_in_a_pause_is_not_called_after_it()
    {
        var listening = Listen(Webhook);
        _feed.Publish(Webhook);
        _feed.Publish(Webhook);
        await CalledAsync(1);

        listening.Dispose();
        _time.Advance(DeliveryFeed.Pause);

        await CalledAsync(1);
    }

    [Fact]
    public void Disposing_a_listener_twice_is_no_error()
    {
        var listening = Listen(Webhook);

        listening.Dispose();
        listening.Dispose();
    }

    [Fact]
    public async Task A_listener_that_fails_does_not_block_the_others()
    {
        using var failing = _feed.Subscribe(Webhook, () => throw new InvalidOperationException("broken"));
        using var listening = Listen(Webhook);

        _feed.Publish(Webhook);
        await CalledAsync(1);
        _time.Advance(DeliveryFeed.Pause);
        _feed.Publish(Webhook);

        await CalledAsync(2);
    }

    [Fact]
    public async Task A_listener_that_hangs_does_not_hold_the_publisher()
    {
        var never = new TaskCompletionSource();
        using var hanging = _feed.Subscribe(Webhook, () => never.Task);
        using var listening = Listen(Webhook);

        _feed.Publish(Webhook);

        await CalledAsync(1);
    }

    private IDisposable Listen(Guid? webhook) => _feed.Subscribe(webhook, () =>
    {
        Interlocked.Increment(ref _calls);
        return Task.CompletedTask;
    });

    private void Publish(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _feed.Publish(Webhook);
        }
    }

    private async Task CalledAsync(int times)
    {
        await Eventually.BecomesTrueAsync(() => Volatile.Read(ref _calls) >= times, $"{times} calls");
        await Eventually.PoolSettlesAsync();
        Assert.Equal(times, Volatile.Read(ref _calls));
    }
}
