using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>What one process signals to the others about a webhook or a user.</summary>
public enum StoreSignal
{
    /// <summary>A delivery of the webhook may be due.</summary>
    Due,

    /// <summary>The webhook was created, changed, enabled, disabled or removed.</summary>
    Changed,

    /// <summary>Data of the webhook was recorded, so screens must refresh.</summary>
    Recorded,

    /// <summary>One or all sessions of a user have ended. The id is the user's.</summary>
    SessionsEnded,
}

/// <summary>
/// Carries signals between processes that share a store. A signal is a hint: equal signals are merged, and if one is lost, for example with a
/// connection, the next regular check of the store makes up for it.
/// </summary>
public sealed class StoreSignals
{
    private readonly ConcurrentDictionary<(StoreSignal Signal, Guid Webhook), bool> _waiting = new();
    private readonly Channel<bool> _any = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile bool _on;

    /// <summary>A signal from another process has arrived.</summary>
    public event Action<StoreSignal, Guid>? Heard;

    /// <summary>Queues a signal for the other processes, if there can be any. Does not block.</summary>
    public void Send(StoreSignal signal, Guid webhook)
    {
        if (_on && _waiting.TryAdd((signal, webhook), true))
        {
            _any.Writer.TryWrite(true);
        }
    }

    /// <summary>Call it once a transport is running. Until then, signals are dropped.</summary>
    internal void TurnOn() => _on = true;

    internal void Hear(StoreSignal signal, Guid webhook) => Heard?.Invoke(signal, webhook);

    /// <summary>Waits until there are queued signals, and takes all of them.</summary>
    internal async Task<ILookup<StoreSignal, Guid>> TakeAsync(CancellationToken stopping)
    {
        await _any.Reader.ReadAsync(stopping);
        return _waiting.Keys.Where(key => _waiting.TryRemove(key, out _)).ToLookup(key => key.Signal, key => key.Webhook);
    }
}
