using System.Collections.Immutable;
using Dixa.Webhooks.Admin.Storage;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>
/// Notifies screens that data of a webhook was recorded or changed. A listener is called at once, and then at most once per
/// <see cref="Pause"/>. It is always called after the last change.
/// </summary>
public sealed class DeliveryFeed
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly StoreSignals? _signals;
    private ImmutableArray<Listener> _listeners = [];

    /// <param name="time">Measures <see cref="Pause"/>.</param>
    /// <param name="signals">Connects the feeds of several processes; null for a feed of this process alone.</param>
    public DeliveryFeed(TimeProvider time, StoreSignals? signals = null)
    {
        (_time, _signals) = (time, signals);
        if (signals is not null)
        {
            signals.Heard += OnSignal;
        }
    }

    /// <summary>Listens until the result is disposed.</summary>
    /// <param name="subscriptionId">The webhook; null for all webhooks.</param>
    /// <param name="callback">
    /// Runs on a pool thread and must handle its own errors: a component calls <c>InvokeAsync</c> to refresh, and
    /// <c>DispatchExceptionAsync</c> for errors.
    /// </param>
    public IDisposable Subscribe(Guid? subscriptionId, Func<Task> callback)
    {
        var listener = new Listener(this, subscriptionId, callback, _time);
        ImmutableInterlocked.Update(ref _listeners, static (all, one) => all.Add(one), listener);
        return listener;
    }

    /// <summary>Call it after data of this webhook was recorded or changed. Does not block.</summary>
    public void Publish(Guid subscriptionId)
    {
        Notify(subscriptionId);
        _signals?.Send(StoreSignal.Recorded, subscriptionId);
    }

    private void OnSignal(StoreSignal signal, Guid subscriptionId)
    {
        if (signal is StoreSignal.Recorded)
        {
            Notify(subscriptionId);
        }
    }

    private void Notify(Guid subscriptionId)
    {
        foreach (var listener in _listeners)
        {
            listener.Notify(subscriptionId);
        }
    }

    private sealed class Listener : IDisposable
    {
        private readonly DeliveryFeed _feed;
        private readonly Guid? _subscriptionId;
        private readonly Func<Task> _callback;
        private readonly ITimer _pause;

        // Guards the three flags below. The callback runs outside of it.
        private readonly Lock _gate = new();
        private bool _pausing;
        private bool _changedInPause;
        private bool _disposed;

        public Listener(DeliveryFeed feed, Guid? subscriptionId, Func<Task> callback, TimeProvider time)
        {
            (_feed, _subscriptionId, _callback) = (feed, subscriptionId, callback);
            _pause = time.CreateTimer(_ => OnPauseEnded(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Notify(Guid subscriptionId)
        {
            if (_subscriptionId is { } own && own != subscriptionId)
            {
                return;
            }

            lock (_gate)
            {
                if (_disposed || _pausing)
                {
                    _changedInPause = true;
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

        private void OnPauseEnded()
        {
            lock (_gate)
            {
                _pausing = false;
                if (_disposed || !_changedInPause)
                {
                    return;
                }

                StartPause();
            }

            Call();
        }

        private void StartPause()
        {
            (_pausing, _changedInPause) = (true, false);
            _pause.Change(Pause, Timeout.InfiniteTimeSpan);
        }

        // A call may have been queued before the listener was disposed, so the flag is checked again.
        private void Call() => _ = Task.Run(() => Volatile.Read(ref _disposed) ? Task.CompletedTask : _callback());
    }
}
