using System.Data.Common;
using System.Threading.Channels;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>
/// The one writer of the hot path. Writes that have gathered go into one transaction, and each caller hears of its own
/// only after the commit. A write that fails fails its own caller and never its neighbours.
/// </summary>
public sealed partial class GroupCommit : IAsyncDisposable
{
    private const int LargestGroup = 512;

    private readonly Channel<StoreWrite> _waiting = Channel.CreateUnbounded<StoreWrite>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IDbContextFactory<WebhooksDbContext> _contexts;
    private readonly ILogger<GroupCommit> _logger;
    private readonly Task _writer;

    public GroupCommit(IDbContextFactory<WebhooksDbContext> contexts, ILogger<GroupCommit> logger)
    {
        (_contexts, _logger) = (contexts, logger);

        // A thread of its own: SQLite's calls block, and a commit waits for the disk.
        _writer = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Stores a write. The task ends when it is on the disk.</summary>
    /// <exception cref="DbException">This write cannot be stored; nothing of it is.</exception>
    /// <exception cref="ObjectDisposedException">The application is shutting down.</exception>
    public Task<T> CommitAsync<T>(StoreWrite<T> write)
    {
        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(write), this);
        return write.Committed;
    }

    /// <summary>Stores what is still waiting, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writer;
    }

    private void Work()
    {
        var group = new List<StoreWrite>(LargestGroup);
        WriteSession? session = null;
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < LargestGroup && _waiting.Reader.TryRead(out var write))
            {
                group.Add(write);
            }

            session = Store(session, group);
            group.Clear();
        }

        session?.Dispose();
    }

    private WriteSession? Store(WriteSession? session, List<StoreWrite> group)
    {
        try
        {
            session ??= new WriteSession(_contexts.CreateDbContext());
            session.Commit(group);
            group.ForEach(write => write.Complete());
            return session;
        }
        catch (Exception error) when (group.Count == 1)
        {
            return Failed(session, group[0], error);
        }
        catch (Exception error)
        {
            // Something in the group cannot be stored: each alone, so that only the culprit fails.
            Log.GroupFailed(_logger, group.Count, error);
            session = Renew(session);
            foreach (var write in group)
            {
                session = Store(session, [write]);
            }

            return session;
        }
    }

    private static WriteSession? Failed(WriteSession? session, StoreWrite write, Exception error)
    {
        write.Fail(error);
        return Renew(session);
    }

    private static WriteSession? Renew(WriteSession? session)
    {
        session?.Dispose();
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A group of {Count} writes could not be stored together; storing each alone")]
        public static partial void GroupFailed(ILogger logger, int count, Exception error);
    }
}
