namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// One write of the hot path, as data: it says what to store and knows no provider. A <see cref="IWriteHandler{TSession}"/> of the provider
/// stores it. It may be stored more than once, if its group could not be stored together.
/// </summary>
public abstract record StoreWrite
{
    /// <summary>No one waits for its result, so it can wait for others that share its commit.</summary>
    internal virtual bool MayWait => false;

    /// <summary>The approximate size of its content, which limits the size of a group.</summary>
    internal virtual long Bytes => 0;
}

/// <summary>A write with a result of type <typeparamref name="TResult"/>.</summary>
public abstract record StoreWrite<TResult> : StoreWrite;
