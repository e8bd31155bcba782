namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The writer's connection. Not thread-safe. Must be disposed after a failed commit.</summary>
internal abstract class WriteSession : IDisposable
{
    /// <summary>Stores the writes in one transaction. If it throws, none of them is stored.</summary>
    public abstract void Store(List<QueuedWrite> writes);

    /// <summary>Stores the writes in one transaction, each with its own savepoint. Returns the errors of those that cannot be stored.</summary>
    public abstract Dictionary<QueuedWrite, Exception> StoreIndividually(List<QueuedWrite> writes);

    /// <summary>Runs a statement and returns the number of changed rows.</summary>
    /// <param name="sql">Must be a constant, since statements are cached. Its parameters must always be passed in the same order.</param>
    /// <param name="parameters">The names, including the @ sign, and the values.</param>
    /// <exception cref="System.Data.Common.DbException">The statement failed.</exception>
    public abstract int Execute(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> parameters);

    /// <summary>The values of the first column of a query.</summary>
    /// <inheritdoc cref="Execute"/>
    public abstract List<long> Numbers(string sql, params ReadOnlySpan<(string Name, SqlValue Value)> parameters);

    /// <summary>Adds cancelled deliveries to the totals of the hour.</summary>
    public abstract void AddCancelled(Guid subscriptionId, DateTimeOffset now, int count);

    /// <summary>Deletes deliveries with their attempts.</summary>
    public abstract void DeleteDeliveries(List<long> keys);

    /// <summary>
    /// Adds a new pending delivery for each of the webhook's deliveries that has ended and can be resent, unless it was resent before. Returns their keys.
    /// </summary>
    public abstract List<long> InsertResends(Guid subscriptionId, IReadOnlyList<long> originals, DateTimeOffset now);

    /// <summary>Cancels those of the webhook's deliveries that are pending, and returns how many.</summary>
    public abstract int CancelDeliveries(Guid subscriptionId, IReadOnlyList<long> keys, long cancellation, DateTimeOffset now);

    /// <summary>Deletes those of the events that are tests and have no delivery.</summary>
    public abstract void DeleteTests(List<long> keys);

    /// <summary>
    /// Until the commit, no other process deletes events or removes their content, or adds deliveries of events that were stored before. Take it after the
    /// locks of webhooks.
    /// </summary>
    public abstract void LockOldEvents();

    /// <summary>Deletes entries of the index of subjects.</summary>
    public abstract void DeleteSubjects(List<(long Subject, long EventKey)> entries);

    /// <summary>Adds entries to the index of subjects. An entry may exist.</summary>
    public abstract void InsertSubjects(List<(long Subject, long EventKey)> entries);

    /// <summary>Returns a small part of the database's free space to the file system, and how many bytes that was.</summary>
    public abstract long ReturnSpace();

    /// <summary>Locks the webhooks that have deliveries of events against other changes until the commit.</summary>
    public abstract void LockWebhooksOf(List<long> eventKeys);

    /// <summary>Locks a webhook against other changes until the commit.</summary>
    public abstract void Lock(Guid subscriptionId);

    public abstract void Dispose();
}
