using System.Collections.Frozen;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Storage.Writes.Handlers;

namespace Dixa.Webhooks.Admin.Storage.Sqlite.Handlers;

/// <summary>The handlers of every write, by the type of the write.</summary>
internal static class SqliteHandlers
{
    private static readonly IWriteHandler<SqliteSession>[] All =
    [
        new SqliteStoreEvents(),
        new SqliteReplayEvents(),
        new SqliteRecordAttempt(),
        new SqliteLimitDueTimes(),
        new SqliteMoveDueTimes(),
        .. SharedHandlers.OfWebhooks,
        .. SharedHandlers.InLockOrder,
    ];

    private static readonly FrozenDictionary<Type, IWriteHandler<SqliteSession>> ByType = All.ToFrozenDictionary(handler => handler.WriteType);

    public static IWriteHandler<SqliteSession> Of(StoreWrite write) => ByType[write.GetType()];
}
