namespace Dixa.Webhooks.Admin.Dispatch;

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
        EndpointStream? idle;
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
            idle = LongestIdle();
        }

        // Its place goes to the one that has waited longest.
        idle?.CloseIdle();
        await using (cancel.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), turn))
        {
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

    /// <summary>A connection was opened, or begins another request.</summary>
    internal void Use(EndpointStream stream)
    {
        lock (_gate)
        {
            if (stream.Place.List is not null)
            {
                _open.Remove(stream.Place);
            }

            _open.AddLast(stream.Place);
        }
    }

    /// <summary>A connection's request has ended. It is closed when another host waits for one.</summary>
    internal void Rest(EndpointStream stream)
    {
        if (_waits > 0)
        {
            stream.CloseIdle();
        }
    }

    internal void Remove(EndpointStream stream)
    {
        lock (_gate)
        {
            if (stream.Place.List is not null)
            {
                _open.Remove(stream.Place);
            }
        }

        Leave();
    }

    /// <summary>They are in the order in which they were used last.</summary>
    private EndpointStream? LongestIdle() => _open.FirstOrDefault(stream => stream.IsIdle || (stream.IsUnused && time.GetElapsedTime(stream.OpenedAt) > UnusedAfter));
}
