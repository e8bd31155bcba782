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
    public async Task Much_at_once_is_two_calls_the_first_and_one_after_the_last()
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
    public async Task A_steady_stream_is_one_call_in_each_pause_and_one_after_the_last()
    {
        using var listening = Listen(Webhook);

        // 40 times 25 ms are a second, which has four pauses.
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
    public async Task Another_webhooks_news_are_not_heard()
    {
        using var listening = Listen(Webhook);

        _feed.Publish(Other);
        _time.Advance(DeliveryFeed.Pause);

        await CalledAsync(0);
    }

    [Fact]
    public async Task Another_webhooks_news_do_not_call_again_after_a_pause()
    {
        using var listening = Listen(Webhook);
        _feed.Publish(Webhook);

        _feed.Publish(Other);
        _time.Advance(DeliveryFeed.Pause);

        await CalledAsync(1);
    }

    [Fact]
    public async Task Who_listens_to_all_hears_each()
    {
        using var listening = Listen(null);

        _feed.Publish(Webhook);
        _time.Advance(DeliveryFeed.Pause);
        _feed.Publish(Other);

        await CalledAsync(2);
    }

    [Fact]
    public async Task Who_has_stopped_listening_is_not_called()
    {
        var listening = Listen(Webhook);

        listening.Dispose();
        _feed.Publish(Webhook);
        _time.Advance(DeliveryFeed.Pause);

        await CalledAsync(0);
    }

    [Fact]
    public async Task Who_stops_listening_in_a_pause_is_not_called_after_it()
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
    public void To_stop_listening_twice_is_no_error()
    {
        var listening = Listen(Webhook);

        listening.Dispose();
        listening.Dispose();
    }

    [Fact]
    public async Task A_listener_that_fails_does_not_keep_the_others_from_hearing()
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
