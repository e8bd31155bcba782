using Dixa.Webhooks.Admin.Dispatch.Budget;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>
/// Limits the number of open connections to endpoints. The HTTP client keeps idle connections for the next request to the same host. If
/// another host needs a connection and the limit is reached, the connection that has been idle longest is closed.
/// </summary>
/// <remarks><c>_gate</c> guards the list, the queue and both counters; <c>_waits</c> is volatile, since it is also read without the lock.</remarks>
public sealed class ConnectionLimiter(SendLimits limits, TimeProvider time)
{
    /// <summary>
    /// The HTTP client opens connections that it never uses, if the request got another one in the meantime. After this time an unused
    /// connection counts as idle: a new connection's request is written within a few milliseconds.
    /// </summary>
    private static readonly TimeSpan UnusedAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>The same for a connection whose TLS handshake waits for the endpoint.</summary>
    private static readonly TimeSpan UnusedAfterHandshake = TimeSpan.FromSeconds(10);

    /// <summary>How often a waiting request looks for a connection that has become idle.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly LinkedList<EndpointStream> _open = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private volatile int _waits;
    private int _used;

    /// <summary>The number of connections that are open or being opened.</summary>
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

    /// <summary>Waits until a connection may be opened. Each successful call must be followed by one <see cref="Leave"/>.</summary>
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
                // The slot that becomes free goes to the request that has waited longest.
                ClaimLongestIdle()?.CloseClaimed();
                await Task.WhenAny(turn.Task, Task.Delay(PollInterval, time, cancel));
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
            _open.AddLast(stream.Node);
        }
    }

    /// <summary>A connection starts a request. False if it is being closed for another host and must not be used.</summary>
    internal bool TryUse(EndpointStream stream, RequestTrace trace)
    {
        lock (_gate)
        {
            if (stream.Node.List is null)
            {
                return false;
            }

            stream.Trace = trace;
            _open.Remove(stream.Node);
            _open.AddLast(stream.Node);
            return true;
        }
    }

    /// <summary>A connection's request has ended. Closes the connection if another host waits for one, unless it has its next request already.</summary>
    internal void RequestEnded(EndpointStream stream, RequestTrace ended)
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
            TryRemove(stream);
        }

        Leave();
    }

    private bool TryClaim(EndpointStream stream, RequestTrace ended)
    {
        lock (_gate)
        {
            return stream.Trace == ended && TryRemove(stream);
        }
    }

    /// <summary>Removes the connection that has been idle longest from the list, so that it starts no request and no other caller closes it.</summary>
    private EndpointStream? ClaimLongestIdle()
    {
        lock (_gate)
        {
            // The list is in the order of last use.
            var idle = _open.FirstOrDefault(stream =>
                stream.Trace is { HasEnded: true } || (stream.Trace is null && IsUnused(stream)));
            return idle is not null && TryRemove(idle) ? idle : null;
        }
    }

    /// <summary>Call it under the lock.</summary>
    private bool TryRemove(EndpointStream stream)
    {
        if (stream.Node.List is null)
        {
            return false;
        }

        _open.Remove(stream.Node);
        return true;
    }

    private bool IsUnused(EndpointStream stream) => stream.IsInHandshake
        ? time.GetElapsedTime(stream.OpenedAt) > UnusedAfterHandshake
        : time.GetElapsedTime(stream.LastHandshakeAt) > UnusedAfter;
}
