using System.Data.Common;
using System.Threading.Channels;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>
/// The one writer of the hot path. Writes that have gathered go into one transaction, and each caller hears of its own
/// only after the commit. A write that cannot be stored fails its own caller and never its neighbours.
/// </summary>
public sealed partial class GroupCommit : IAsyncDisposable
{
    /// <summary>The more share a commit, the fewer pages each of them costs; and the longer the next write waits.</summary>
    private const int LargestGroup = 2_048;

    /// <summary>A group takes no further write once it carries this many bytes, so that large events do not share one large transaction.</summary>
    internal const long LargestGroupBytes = 8 * 1024 * 1024;

    /// <summary>How long writes that may wait do so, for others to share their commit, and the pages that it writes.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan StopDeadlineWhenFailing = TimeSpan.FromSeconds(1);

    private readonly Channel<StoreWrite> _waiting = Channel.CreateUnbounded<StoreWrite>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Func<WriteSession> _open;
    private readonly ILogger<GroupCommit> _logger;
    private readonly StoreFailureLog _failures;
    private readonly ManualResetEventSlim _urgent = new(initialState: false, spinCount: 0);
    private readonly Task _writer;
    private WriteSession? _session;

    public GroupCommit(StoreDialect dialect, StoreFailureLog failures, ILogger<GroupCommit> logger)
        : this(dialect.OpenWriter, failures, logger)
    {
    }

    /// <param name="open">Opens the writer's connection.</param>
    /// <param name="failures">Notifications when the store works again.</param>
    /// <param name="logger">The log.</param>
    internal GroupCommit(Func<WriteSession> open, StoreFailureLog failures, ILogger<GroupCommit> logger)
    {
        (_open, _failures, _logger) = (open, failures, logger);

        // A thread of its own: the calls block, and a commit waits for the disk.
        _writer = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Stores a write. The task ends when it is on the disk.</summary>
    /// <exception cref="DbException">This write can never be stored, for example for a constraint; nothing of it is.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot write at present; nothing of it is stored, and the same write may succeed later.</exception>
    /// <exception cref="ObjectDisposedException">The application is shutting down.</exception>
    public Task<T> CommitAsync<T>(StoreWrite<T> write)
    {
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(write), this);
        if (!write.MayWait)
        {
            _urgent.Set();
        }

        return write.Committed;
    }

    /// <summary>Stores what is still waiting, and ends; without waiting for a store that does not answer.</summary>
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
        var group = new List<StoreWrite>(LargestGroup);
        while (true)
        {
            try
            {
                StoreAll(group);
                break;
            }
            catch (Exception error)
            {
                // Without its writer nothing is stored any more, so it goes on whatever happened, such as running out of memory.
                FailGroup(group, error);
                group.Clear();
            }
        }

        Renew();
    }

    /// <summary>Never throws.</summary>
    private void FailGroup(List<StoreWrite> group, Exception error)
    {
        try
        {
            FailAll(group, error);
        }
        catch (Exception)
        {
            // The callers know by now. That it could not be logged, or the connection not be closed, must not end the writer.
            _session = null;
        }
    }

    /// <summary>Stores what comes until nothing more can.</summary>
    private void StoreAll(List<StoreWrite> group)
    {
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            // In this order: a write that comes after the reset is seen by the wait, or gathered before it.
            _urgent.Reset();
            Gather(group);

            // A write that may not wait ends the moment.
            if (group.TrueForAll(write => write.MayWait) && group.Count < LargestGroup / 2)
            {
                _urgent.Wait(Moment);
                Gather(group);
            }

            Store(group);
            group.Clear();
        }
    }

    private void Gather(List<StoreWrite> group)
    {
        var bytes = group.Sum(write => write.Bytes);
        while (group.Count < LargestGroup && bytes < LargestGroupBytes && _waiting.Reader.TryRead(out var write))
        {
            group.Add(write);
            bytes += write.Bytes;
        }
    }

    private void Store(List<StoreWrite> group)
    {
        try
        {
            Session().Store(group);
        }
        catch (Exception error) when (error is OutOfMemoryException || (error is DbException fault && StoreFaults.IsOfTheStore(fault)))
        {
            FailAll(group, error);
            return;
        }
        catch (Exception error)
        {
            Log.GroupRefused(_logger, group.Count, error);
            Renew();
            StoreIndividually(group);
            return;
        }

        // Not within the try: what is committed must never be stored again.
        group.ForEach(write => write.Complete());
        _failures.Succeeded();
    }

    /// <summary>Something in the group cannot be stored: again, so that only the culprit fails.</summary>
    private void StoreIndividually(List<StoreWrite> group)
    {
        try
        {
            var refused = Session().StoreIndividually(group);
            foreach (var write in group)
            {
                if (refused.TryGetValue(write, out var error))
                {
                    write.Fail(error);
                }
                else
                {
                    write.Complete();
                }
            }
        }
        catch (Exception error)
        {
            FailAll(group, error);
        }
    }

    private void FailAll(List<StoreWrite> group, Exception error)
    {
        var heard = error is OutOfMemoryException || (error is DbException fault and not StoreUnavailableException && StoreFaults.IsOfTheStore(fault))
            ? StoreUnavailableException.From(error)
            : error;

        // First of all, so that nobody waits for ever when one of the next steps fails, too.
        group.ForEach(write => write.Fail(heard));
        try
        {
            Log.GroupFailed(_logger, group.Count, error);
        }
        finally
        {
            Renew();
        }
    }

    private WriteSession Session() => _session ??= _open();

    /// <summary>After a failure nothing is known of the connection's state: the next group gets a new one.</summary>
    private void Renew()
    {
        var session = _session;
        _session = null;
        session?.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Something in a group of {Count} writes cannot be stored; storing the others without it")]
        public static partial void GroupRefused(ILogger logger, int count, Exception error);

        [LoggerMessage(LogLevel.Error, "The store could not write; {Count} writes failed")]
        public static partial void GroupFailed(ILogger logger, int count, Exception error);
    }
}
