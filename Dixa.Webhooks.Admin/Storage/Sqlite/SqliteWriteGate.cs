using Dixa.Webhooks.Admin.Storage.Failures;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>
/// Lets the connections of this process write one after another, in the order in which they ask. SQLite also allows one writer at a time, but
/// has no queue: the hot path's writer, which takes the lock again at once, would starve all others. <c>_gate</c> guards the queue and the
/// owner.
/// </summary>
internal sealed class SqliteWriteGate
{
    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _queue = new();
    private object? _owner;

    /// <summary>The number of waiting writers.</summary>
    public int Queued
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count(waiting => !waiting.Entered.Task.IsCompleted);
            }
        }
    }

    /// <summary>
    /// Waits for the turn of the owner, which is a connection. An owner that has it already keeps it. A timeout of zero or less means no
    /// timeout.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The turn did not come within the timeout.</exception>
    public async ValueTask EnterAsync(object owner, TimeSpan timeout, CancellationToken cancel = default)
    {
        var waiting = new Waiting(owner);
        lock (_gate)
        {
            if (_owner is null || ReferenceEquals(_owner, owner))
            {
                _owner = owner;
                return;
            }

            _queue.Enqueue(waiting);
        }

        try
        {
            await waiting.Entered.Task.WaitAsync(timeout > TimeSpan.Zero ? timeout : Timeout.InfiniteTimeSpan, cancel).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException)
        {
            // The turn may have come at the same moment.
            if (!waiting.Entered.TrySetCanceled(CancellationToken.None))
            {
                Leave(owner);
            }

            if (error is TimeoutException)
            {
                throw new StoreUnavailableException($"The store is busy: another write took longer than {timeout.TotalSeconds:0} s.", error);
            }

            throw;
        }
    }

    /// <inheritdoc cref="EnterAsync"/>
    public void Enter(object owner, TimeSpan timeout) => EnterAsync(owner, timeout).AsTask().GetAwaiter().GetResult();

    /// <summary>Ends the owner's turn; does nothing if it has none.</summary>
    public void Leave(object owner)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_owner, owner))
            {
                return;
            }

            _owner = null;
            while (_owner is null && _queue.TryDequeue(out var next))
            {
                if (next.Entered.TrySetResult())
                {
                    _owner = next.Owner;
                }
            }
        }
    }

    private sealed record Waiting(object Owner)
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
