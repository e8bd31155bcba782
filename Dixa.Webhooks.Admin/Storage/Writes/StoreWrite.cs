using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>One write of the hot path. It may run more than once, if its group could not be stored together.</summary>
public abstract class StoreWrite
{
    /// <summary>No one waits for its result, so it can wait for others that share its commit.</summary>
    internal virtual bool MayWait => false;

    /// <summary>The approximate size of its content, which limits the size of a group.</summary>
    internal virtual long Bytes => 0;

    internal abstract void Run(SqliteSession session);

    /// <summary>Runs one write on PostgreSQL. <see cref="PostgresSession"/> stores frequent kinds of writes together instead.</summary>
    internal abstract void Run(PostgresSession session);

    internal abstract void Complete();

    internal abstract void Fail(Exception error);
}

/// <summary>A write with a result.</summary>
public abstract class StoreWrite<T> : StoreWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<T> Committed => _done.Task;

    /// <summary>Returned to the caller after the commit.</summary>
    internal T? Result { get; set; }

    internal sealed override void Run(SqliteSession session) => Result = Apply(session);

    internal sealed override void Run(PostgresSession session) => Result = Apply(session);

    internal sealed override void Complete() => _done.TrySetResult(Result!);

    internal sealed override void Fail(Exception error) => _done.TrySetException(error);

    private protected abstract T Apply(SqliteSession session);

    private protected abstract T Apply(PostgresSession session);
}
