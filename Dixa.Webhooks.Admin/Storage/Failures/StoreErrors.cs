using System.Data.Common;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Failures;

/// <summary>Distinguishes a store that is unavailable now from a write that can never be stored.</summary>
internal static class StoreErrors
{
    /// <summary>Whether the error comes from the database, including exceptions that EF Core wraps around it.</summary>
    public static bool IsDatabaseError(Exception error) => error is DbException or DbUpdateException or InvalidOperationException { InnerException: DbException };

    /// <summary>The database's own error within an exception; null if the store did not cause it.</summary>
    public static Exception? Find(Exception error)
    {
        StoreUnavailableException? unavailable = null;

        // A cancelled request is not an error of the store.
        for (var cause = error is OperationCanceledException ? null : error; cause is not null; cause = cause.InnerException)
        {
            if (cause is StoreUnavailableException ours)
            {
                unavailable ??= ours;
            }
            else if (cause is DbException storeError && IsStoreError(storeError))
            {
                return storeError;
            }
        }

        return unavailable;
    }

    /// <summary>Errors with the same cause have the same kind: the database's error code, or that the connection is lost.</summary>
    public static string Kind(Exception storeError) => storeError switch
    {
        SqliteException sqlite => SqliteErrors.Kind(sqlite),
        NpgsqlException postgres => PostgresErrors.Kind(postgres),
        _ => storeError.GetType().Name,
    };

    /// <summary>Whether the store caused the error, for example because it is locked, full or without its tables. The same write may succeed later.</summary>
    public static bool IsStoreError(DbException error) => error.IsTransient || error switch
    {
        SqliteException sqlite => SqliteErrors.IsStoreError(sqlite),
        NpgsqlException postgres => PostgresErrors.IsStoreError(postgres),
        _ => false,
    };
}
