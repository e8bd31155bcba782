using System.Collections.Immutable;
using Dixa.Webhooks.Admin.Storage;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>
/// Tells screens that something was recorded or changed for a webhook. A listener is called at once, and then at most
/// once in <see cref="Pause"/>, however much is recorded in between; it is always called after the last of it.
/// </summary>
public sealed class DeliveryFeed
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly StoreSignals? _signals;
    private ImmutableArray<Listener> _listeners = [];

    /// <param name="time">The clock.</param>
    /// <param name="signals">The way to other processes' feeds and from them; null for a feed that is this process's alone.</param>
    public DeliveryFeed(TimeProvider time, StoreSignals? signals = null)
    {
        (_time, _signals) = (time, signals);
        if (signals is not null)
        {
            signals.Heard += Hear;
        }
    }

    /// <summary>Listens until the result is disposed. <paramref name="callback"/> runs on a pool thread and handles its own errors.</summary>
    /// <param name="subscriptionId">The webhook; null for all of them.</param>
    /// <param name="callback">What to do: for a component, <c>InvokeAsync</c>, refresh, and <c>DispatchExceptionAsync</c> for errors.</param>
    public IDisposable Subscribe(Guid? subscriptionId, Func<Task> callback)
    {
        var listener = new Listener(this, subscriptionId, callback, _time);
        ImmutableInterlocked.Update(ref _listeners, static (all, one) => all.Add(one), listener);
        return listener;
    }

    /// <summary>Says that something of this webhook was recorded or changed. Returns at once.</summary>
    public void Publish(Guid subscriptionId)
    {
        Tell(subscriptionId);
        _signals?.Send(StoreSignal.Recorded, subscriptionId);
    }

    private void Hear(StoreSignal signal, Guid subscriptionId)
    {
        if (signal is StoreSignal.Recorded)
        {
            Tell(subscriptionId);
        }
    }

    private void Tell(Guid subscriptionId)
    {
        foreach (var listener in _listeners)
        {
            listener.Hear(subscriptionId);
        }
    }

    private sealed class Listener : IDisposable
    {
        private readonly DeliveryFeed _feed;
        private readonly Guid? _subscriptionId;
        private readonly Func<Task> _callback;
        private readonly ITimer _pause;
        private readonly Lock _gate = new();
        private bool _pausing;
        private bool _heardMore;
        private bool _disposed;

        public Listener(DeliveryFeed feed, Guid? subscriptionId, Func<Task> callback, TimeProvider time)
        {
            (_feed, _subscriptionId, _callback) = (feed, subscriptionId, callback);
            _pause = time.CreateTimer(_ => PauseOver(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Hear(Guid subscriptionId)
        {
            if (_subscriptionId is { } own && own != subscriptionId)
            {
                return;
            }

            lock (_gate)
            {
                if (_disposed || _pausing)
                {
                    _heardMore = true;
                    return;
                }

                StartPause();
            }

            Call();
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _disposed = true;
            }

            ImmutableInterlocked.Update(ref _feed._listeners, static (all, one) => all.Remove(one), this);
            _pause.Dispose();
        }

        private void PauseOver()
        {
            lock (_gate)
            {
                _pausing = false;
                if (_disposed || !_heardMore)
                {
                    return;
                }

                StartPause();
            }

            Call();
        }

        private void StartPause()
        {
            (_pausing, _heardMore) = (true, false);
            _pause.Change(Pause, Timeout.InfiniteTimeSpan);
        }

        // A call that was queued before the listener left may still come; it finds the listener gone.
        private void Call() => _ = Task.Run(() => Volatile.Read(ref _disposed) ? Task.CompletedTask : _callback());
    }
}
