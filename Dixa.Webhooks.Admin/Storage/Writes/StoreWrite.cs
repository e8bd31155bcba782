using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>One write of the hot path. It may be run again when its group could not be stored together.</summary>
public abstract class StoreWrite
{
    /// <summary>Nobody waits for its answer, so it may wait a moment for others to share its commit.</summary>
    internal virtual bool MayWait => false;

    /// <summary>About how many bytes of content it carries, so that a group is bounded by bytes as well as by count.</summary>
    internal virtual long Bytes => 0;

    internal abstract void Run(SqliteSession session);

    /// <summary>The same, of a write of which a group has few. Many of a kind go to PostgreSQL together.</summary>
    internal abstract void Run(PostgresSession session);

    internal abstract void Complete();

    internal abstract void Fail(Exception error);
}

/// <summary>A write with a result, which its caller gets after the commit.</summary>
public abstract class StoreWrite<T> : StoreWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<T> Committed => _done.Task;

    /// <summary>What its caller gets after the commit.</summary>
    internal T? Result { get; set; }

    internal sealed override void Run(SqliteSession session) => Result = Apply(session);

    internal sealed override void Run(PostgresSession session) => Result = Apply(session);

    internal sealed override void Complete() => _done.TrySetResult(Result!);

    internal sealed override void Fail(Exception error) => _done.TrySetException(error);

    private protected abstract T Apply(SqliteSession session);

    private protected abstract T Apply(PostgresSession session);
}
