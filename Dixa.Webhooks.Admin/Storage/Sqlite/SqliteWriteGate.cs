namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>
/// Lets the connections of this process write one after another, in the order in which they ask. SQLite itself lets one writer in at a time
/// but keeps no queue: a writer that takes the lock again at once, as that of the hot path does, would keep all others out.
/// </summary>
internal sealed class SqliteWriteGate
{
    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _queue = new();
    private object? _owner;

    /// <summary>How many wait.</summary>
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

    /// <summary>Waits for the owner's turn. An owner that has it already keeps it.</summary>
    /// <param name="owner">Who writes: a connection.</param>
    /// <param name="timeout">How long to wait; zero or less means for as long as it takes.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The turn did not come in time.</exception>
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
            // The turn may have come in the same moment.
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

    /// <summary>Ends the owner's turn; nothing when it has none.</summary>
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
