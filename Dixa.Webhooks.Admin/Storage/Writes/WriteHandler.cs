namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>Stores one kind of write on the connections of a provider, in the transaction of the session.</summary>
/// <typeparam name="TSession">The provider's session, or <see cref="WriteSession"/> for SQL that every provider understands.</typeparam>
internal interface IWriteHandler<in TSession>
{
    /// <summary>The type of the writes that it stores.</summary>
    Type WriteType { get; }

    /// <summary>Stores a write and sets its result.</summary>
    void Store(TSession session, QueuedWrite queued);

    /// <summary>Stores several writes of the type, in their order.</summary>
    void Store(TSession session, IReadOnlyList<QueuedWrite> queued)
    {
        foreach (var one in queued)
        {
            Store(session, one);
        }
    }
}

/// <summary>Stores the writes of a type one by one.</summary>
internal abstract class WriteHandler<TSession, TWrite, TResult> : IWriteHandler<TSession>
    where TWrite : StoreWrite<TResult>
{
    public Type WriteType => typeof(TWrite);

    public void Store(TSession session, QueuedWrite queued) => ((QueuedWrite<TResult>)queued).Result = Store(session, (TWrite)queued.Write);

    protected abstract TResult Store(TSession session, TWrite write);
}
