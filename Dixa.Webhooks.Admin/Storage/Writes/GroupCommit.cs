using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Telemetry;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// The single writer of the hot path. It commits the writes that have gathered in one transaction, and completes each caller only after the
/// commit. A write that cannot be stored fails its own caller, never the others.
/// </summary>
/// <remarks>
/// Why group commit: a commit waits for the disk (about 4 ms on a slow one), so one commit per write would limit the application to a few
/// hundred writes a second, and SQLite allows only one writer at a time anyway. Writes that arrive during a commit gather for the next one,
/// so on a slow disk the groups grow and the throughput stays. Writes of a group also share database pages.
/// <para>
/// There is no lock: callers only add to the channel and set the event, and all other state belongs to the writer's thread.
/// </para>
/// </remarks>
public sealed partial class GroupCommit : IAsyncDisposable
{
    /// <summary>Larger groups write fewer pages per write, but the next write waits longer.</summary>
    private const int MaxGroupSize = 2_048;

    /// <summary>A group accepts no further write once it has this many bytes, so that many large events do not make one huge transaction.</summary>
    internal const long MaxGroupBytes = 8 * 1024 * 1024;

    /// <summary>How long a group of writes that are not urgent waits for others to share its commit.</summary>
    private static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan StopDeadlineWhenFailing = TimeSpan.FromSeconds(1);

    private readonly Channel<QueuedWrite> _waiting = Channel.CreateUnbounded<QueuedWrite>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Func<WriteSession> _open;
    private readonly ILogger<GroupCommit> _logger;
    private readonly StoreFailureLog _failures;
    private readonly StoreMetrics? _metrics;
    private readonly ManualResetEventSlim _urgent = new(initialState: false, spinCount: 0);
    private readonly Task _writer;
    private WriteSession? _session;
    private long _committed;
    private long _failedAt = long.MinValue;

    public GroupCommit(StoreDialect dialect, StoreFailureLog failures, ILogger<GroupCommit> logger, StoreMetrics? metrics = null)
        : this(dialect.OpenWriter, failures, logger, metrics)
    {
    }

    /// <summary>For tests and <see cref="IntakeWriter"/>: <paramref name="open"/> opens the writer's connection.</summary>
    internal GroupCommit(Func<WriteSession> open, StoreFailureLog failures, ILogger<GroupCommit> logger, StoreMetrics? metrics = null)
    {
        (_open, _failures, _logger, _metrics) = (open, failures, logger, metrics);

        // Its own thread, since the database calls block and a commit waits for the disk.
        _writer = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How many writes it has committed so far.</summary>
    internal long Committed => Volatile.Read(ref _committed);

    /// <summary>Whether the store failed a group of writes within the given time.</summary>
    internal bool FailedWithin(TimeSpan time) => Volatile.Read(ref _failedAt) is > long.MinValue and var failedAt && Stopwatch.GetElapsedTime(failedAt) < time;

    /// <summary>Stores a write. The task completes when it is on disk.</summary>
    /// <exception cref="DbException">This write can never be stored, for example because of a constraint. Nothing of it is stored.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot write now. Nothing of it is stored, and the same write may succeed later.</exception>
    /// <exception cref="ObjectDisposedException">The application is shutting down.</exception>
    public Task<T> CommitAsync<T>(StoreWrite<T> write)
    {
        var queued = new QueuedWrite<T>(write);
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(queued), this);
        if (!write.MayWait)
        {
            _urgent.Set();
        }

        return queued.Committed;
    }

    /// <summary>Stores the waiting writes and stops. Waits only briefly if the store is failing.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        _urgent.Set();
        if (await Task.WhenAny(_writer, Task.Delay(_failures.Failing ? StopDeadlineWhenFailing : Timeout.InfiniteTimeSpan)) == _writer)
        {
            await _writer;
            _urgent.Dispose();
        }
    }

    private void Work()
    {
        var group = new List<QueuedWrite>(MaxGroupSize);
        while (true)
        {
            try
            {
                StoreAll(group);
                break;
            }
            catch (Exception error)
            {
                // Without the writer nothing is stored anymore, so it continues after any exception, such as out of memory.
                FailGroup(group, error);
                group.Clear();
            }
        }

        CloseSession();
    }

    /// <summary>Never throws.</summary>
    private void FailGroup(List<QueuedWrite> group, Exception error)
    {
        try
        {
            FailAll(group, error);
        }
        catch (Exception)
        {
            // The callers have got the error already. A failure to log it or to close the connection must not end the writer.
            _session = null;
        }
    }

    /// <summary>Stores writes until the channel is completed.</summary>
    private void StoreAll(List<QueuedWrite> group)
    {
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            // Reset before gathering: an urgent write that arrives after the reset is either gathered here or ends the wait.
            _urgent.Reset();
            Gather(group);

            // An urgent write ends the wait.
            if (group.TrueForAll(queued => queued.Write.MayWait) && group.Count < MaxGroupSize / 2)
            {
                _urgent.Wait(GatherTime);
                Gather(group);
            }

            Store(group);
            group.Clear();
        }
    }

    private void Gather(List<QueuedWrite> group)
    {
        var bytes = group.Sum(queued => queued.Write.Bytes);
        while (group.Count < MaxGroupSize && bytes < MaxGroupBytes && _waiting.Reader.TryRead(out var queued))
        {
            group.Add(queued);
            bytes += queued.Write.Bytes;
        }
    }

    private void Store(List<QueuedWrite> group)
    {
        var startedAt = Stopwatch.GetTimestamp();
        try
        {
            OpenSession().Store(group);
        }
        catch (Exception error) when (error is OutOfMemoryException || (error is DbException storeError && StoreErrors.IsStoreError(storeError)))
        {
            FailAll(group, error);
            return;
        }
        catch (Exception error)
        {
            Log.GroupRefused(_logger, group.Count, error);
            CloseSession();
            StoreIndividually(group);
            return;
        }

        // Outside the try: a committed group must never be stored again.
        Volatile.Write(ref _committed, _committed + group.Count);
        group.ForEach(queued => queued.Complete());
        _failures.Succeeded();
        _metrics?.Committed(group.Count, Stopwatch.GetElapsedTime(startedAt));
    }

    /// <summary>One of the writes cannot be stored. Tries each one again with a savepoint, so that only that one fails.</summary>
    private void StoreIndividually(List<QueuedWrite> group)
    {
        try
        {
            var refused = OpenSession().StoreIndividually(group);
            foreach (var queued in group)
            {
                if (refused.TryGetValue(queued, out var error))
                {
                    queued.Fail(error);
                }
                else
                {
                    queued.Complete();
                }
            }
        }
        catch (Exception error)
        {
            FailAll(group, error);
        }
    }

    private void FailAll(List<QueuedWrite> group, Exception error)
    {
        var reported = error is OutOfMemoryException || (error is DbException storeError and not StoreUnavailableException && StoreErrors.IsStoreError(storeError))
            ? StoreUnavailableException.From(error)
            : error;

        Volatile.Write(ref _failedAt, Stopwatch.GetTimestamp());

        // First, so that no caller waits forever if one of the next steps fails too.
        group.ForEach(queued => queued.Fail(reported));
        try
        {
            _metrics?.CommitFailed();
            Log.GroupFailed(_logger, group.Count, error);
        }
        finally
        {
            CloseSession();
        }
    }

    private WriteSession OpenSession() => _session ??= _open();

    /// <summary>After a failure the state of the connection is unknown, so the next group opens a new one.</summary>
    private void CloseSession()
    {
        var session = _session;
        _session = null;
        session?.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1600, LogLevel.Warning, "A write in a group of {Count} cannot be stored; storing the others without it")]
        public static partial void GroupRefused(ILogger logger, int count, Exception error);

        [LoggerMessage(1601, LogLevel.Error, "Failed to write to the store; {Count} writes failed")]
        public static partial void GroupFailed(ILogger logger, int count, Exception error);
    }
}
