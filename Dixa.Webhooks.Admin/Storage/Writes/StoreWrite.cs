namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>One write of the hot path. It may be run again when its group could not be stored together.</summary>
public abstract class StoreWrite
{
    /// <summary>Nobody waits for its answer, so it may wait a moment for others to share its commit.</summary>
    internal virtual bool MayWait => false;

    internal abstract void Run(WriteSession session);

    internal abstract void Complete();

    internal abstract void Fail(Exception error);
}

/// <summary>A write with a result, which its caller gets after the commit.</summary>
public abstract class StoreWrite<T> : StoreWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    internal Task<T> Committed => _done.Task;

    internal sealed override void Run(WriteSession session) => _result = Apply(session);

    internal sealed override void Complete() => _done.TrySetResult(_result!);

    internal sealed override void Fail(Exception error) => _done.TrySetException(error);

    private protected abstract T Apply(WriteSession session);
}
