namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>What suggests that a reverse proxy is not configured correctly. Since the start of this process, in memory.</summary>
public sealed class ProxySigns(TimeProvider time)
{
    /// <summary>How long a lost connection counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private const int MaxCounted = 100;

    private readonly Lock _gate = new();
    private readonly Queue<DateTimeOffset> _lost = new();
    private UnknownProxy? _unknown;

    /// <summary>The last client that sent X-Forwarded-For without being a known proxy; null if there was none.</summary>
    public UnknownProxy? Unknown => Volatile.Read(ref _unknown);

    /// <summary>
    /// The page connections of the last 15 minutes, up to 100, whose first request went to another process. A proxy in front of several
    /// processes must send all requests of a browser to the same one.
    /// </summary>
    public int LostConnections
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return _lost.Count;
            }
        }
    }

    public void SawUnknown(string address) => Volatile.Write(ref _unknown, new UnknownProxy(address, time.GetUtcNow()));

    /// <summary>A page asked for a connection that this process did not negotiate.</summary>
    public void LostConnection()
    {
        lock (_gate)
        {
            Forget();
            if (_lost.Count < MaxCounted)
            {
                _lost.Enqueue(time.GetUtcNow());
            }
        }
    }

    private void Forget()
    {
        while (_lost.TryPeek(out var at) && time.GetUtcNow() - at > Window)
        {
            _lost.Dequeue();
        }
    }
}

/// <summary>A client that sent X-Forwarded-For.</summary>
/// <param name="Address">Its address.</param>
/// <param name="At">When.</param>
public sealed record UnknownProxy(string Address, DateTimeOffset At);
