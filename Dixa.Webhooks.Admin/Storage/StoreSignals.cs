using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>What one process tells the others about a webhook or a person.</summary>
public enum StoreSignal
{
    /// <summary>Something may be due in its lane.</summary>
    Due,

    /// <summary>It was created, changed, enabled, disabled or removed.</summary>
    Changed,

    /// <summary>Something was recorded for it, so screens that show it are old.</summary>
    Recorded,

    /// <summary>A person's sessions have ended, all or one of them. The id is the person's.</summary>
    SessionsEnded,
}

/// <summary>
/// The way from one process to the others, where several share a store. A signal is a hint: many of the same become one, and when one
/// is lost, with a connection for example, a look at the store makes up for it.
/// </summary>
public sealed class StoreSignals
{
    private readonly ConcurrentDictionary<(StoreSignal Signal, Guid Webhook), bool> _waiting = new();
    private readonly Channel<bool> _any = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private volatile bool _on;

    /// <summary>Somebody else's signal came.</summary>
    public event Action<StoreSignal, Guid>? Heard;

    /// <summary>Tells the other processes, if there can be any. Returns at once.</summary>
    public void Send(StoreSignal signal, Guid webhook)
    {
        if (_on && _waiting.TryAdd((signal, webhook), true))
        {
            _any.Writer.TryWrite(true);
        }
    }

    /// <summary>From now on there is somebody who carries them.</summary>
    internal void TurnOn() => _on = true;

    internal void Hear(StoreSignal signal, Guid webhook) => Heard?.Invoke(signal, webhook);

    /// <summary>Waits until there is something to be told, and takes all of it.</summary>
    internal async Task<ILookup<StoreSignal, Guid>> TakeAsync(CancellationToken stopping)
    {
        await _any.Reader.ReadAsync(stopping);
        return _waiting.Keys.Where(key => _waiting.TryRemove(key, out _)).ToLookup(key => key.Signal, key => key.Webhook);
    }
}
