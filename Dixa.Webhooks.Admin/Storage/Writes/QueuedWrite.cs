namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>A write in the queue of <see cref="GroupCommit"/>, with the caller that waits for it.</summary>
internal abstract class QueuedWrite(StoreWrite write)
{
    public StoreWrite Write => write;

    /// <summary>Returns the result to the caller. Call it only after the commit.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception error);
}

/// <inheritdoc cref="QueuedWrite"/>
internal sealed class QueuedWrite<TResult>(StoreWrite<TResult> write) : QueuedWrite(write)
{
    private readonly TaskCompletionSource<TResult> _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Committed => _committed.Task;

    /// <summary>Set by the write's handler.</summary>
    public TResult? Result { get; set; }

    public override void Complete() => _committed.TrySetResult(Result!);

    public override void Fail(Exception error) => _committed.TrySetException(error);
}
