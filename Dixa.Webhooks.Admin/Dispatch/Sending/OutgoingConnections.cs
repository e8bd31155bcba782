using Dixa.Webhooks.Admin.Dispatch.Lanes;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>
/// The open connections to endpoints, of which there are at most so many. The HTTP client keeps those that have answered for the next
/// request to the same host; when another host needs one, the one that has been idle for longest is closed.
/// </summary>
/// <param name="limits">How many there may be.</param>
/// <param name="time">The clock.</param>
public sealed class OutgoingConnections(SendLimits limits, TimeProvider time)
{
    /// <summary>The HTTP client opens some that it never uses: the request that needed one got another. After this time one counts as idle.</summary>
    private static readonly TimeSpan UnusedAfter = TimeSpan.FromSeconds(10);

    /// <summary>How often a request that waits looks for a connection that has become idle in the meantime.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly LinkedList<EndpointStream> _open = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private volatile int _waits;
    private int _used;

    /// <summary>How many are open, or being opened.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _used;
            }
        }
    }

    internal long Now => time.GetTimestamp();

    /// <summary>Waits until another connection may be opened. Each call that ends well is followed by one <see cref="Leave"/>.</summary>
    internal async ValueTask EnterAsync(CancellationToken cancel)
    {
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (_used < limits.Connections && _waiting.Count == 0)
            {
                _used++;
                return;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            _waits++;
        }

        await using (cancel.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), turn))
        {
            do
            {
                // Its place goes to the one that has waited longest.
                ClaimLongestIdle()?.CloseClaimed();
                await Task.WhenAny(turn.Task, Task.Delay(LookEvery, time, cancel));
            }
            while (!turn.Task.IsCompleted);

            await turn.Task;
        }
    }

    /// <summary>A connection was closed, or could not be opened.</summary>
    internal void Leave()
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var next))
            {
                _waits--;
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _used--;
        }
    }

    /// <summary>A connection was opened.</summary>
    internal void Add(EndpointStream stream)
    {
        lock (_gate)
        {
            _open.AddLast(stream.Place);
        }
    }

    /// <summary>A connection begins a request. False when it is being closed for another host, and may not.</summary>
    internal bool TryUse(EndpointStream stream, RequestTrace exchange)
    {
        lock (_gate)
        {
            if (stream.Place.List is null)
            {
                return false;
            }

            stream.Carried = exchange;
            _open.Remove(stream.Place);
            _open.AddLast(stream.Place);
            return true;
        }
    }

    /// <summary>A connection's request has ended. It is closed when another host waits for one, unless it carries the next request already.</summary>
    internal void Rest(EndpointStream stream, RequestTrace ended)
    {
        if (_waits > 0 && TryClaim(stream, ended))
        {
            stream.CloseClaimed();
        }
    }

    internal void Remove(EndpointStream stream)
    {
        lock (_gate)
        {
            Unlist(stream);
        }

        Leave();
    }

    private bool TryClaim(EndpointStream stream, RequestTrace ended)
    {
        lock (_gate)
        {
            return stream.Carried == ended && Unlist(stream);
        }
    }

    /// <summary>Takes the connection that has been idle for longest out of the list, so that it begins no request and nobody else closes it.</summary>
    private EndpointStream? ClaimLongestIdle()
    {
        lock (_gate)
        {
            // They are in the order in which they were used last.
            var idle = _open.FirstOrDefault(stream =>
                stream.Carried is { HasEnded: true } || (stream.Carried is null && time.GetElapsedTime(stream.OpenedAt) > UnusedAfter));
            return idle is not null && Unlist(idle) ? idle : null;
        }
    }

    private bool Unlist(EndpointStream stream)
    {
        if (stream.Place.List is null)
        {
            return false;
        }

        _open.Remove(stream.Place);
        return true;
    }
}
