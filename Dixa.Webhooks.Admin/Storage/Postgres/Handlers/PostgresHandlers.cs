using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Storage.Writes.Handlers;

namespace Dixa.Webhooks.Admin.Storage.Postgres.Handlers;

/// <summary>The handlers of every write, except the ones that correct times: due times use the database's clock, which is never set.</summary>
internal static class PostgresHandlers
{
    /// <summary>In the order in which a session stores its writes. To avoid deadlocks, every writer locks webhooks before lanes.</summary>
    private static readonly IWriteHandler<PostgresSession>[] InLockOrder =
    [
        new PostgresStoreEvents(),
        new PostgresReplayEvents(),
        .. SharedHandlers.OfWebhooks,
        new PostgresRecordAttempt(),
        .. SharedHandlers.InLockOrder,
    ];

    /// <summary>Stores writes, those of one kind together.</summary>
    public static void Store(PostgresSession session, IReadOnlyList<QueuedWrite> writes)
    {
        var byType = writes.ToLookup(queued => queued.Write.GetType());
        foreach (var handler in InLockOrder)
        {
            if (byType[handler.WriteType].ToList() is { Count: > 0 } queued)
            {
                handler.Store(session, queued);
            }
        }
    }

    public static IWriteHandler<PostgresSession> Of(StoreWrite write) => InLockOrder.First(handler => handler.WriteType == write.GetType());
}
