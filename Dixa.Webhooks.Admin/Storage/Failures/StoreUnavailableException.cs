using System.Data.Common;

namespace Dixa.Webhooks.Admin.Storage.Failures;

/// <summary>
/// The store cannot be opened with these settings, or it cannot run an operation now because it is locked by another program, full, read-only
/// or down. Nothing of the operation is stored. At startup the message says what to do; later the operation can be tried again.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : DbException(message, cause)
{
    /// <summary>The database's own error if an operation failed; null if the settings or the files are wrong.</summary>
    public Exception? Cause { get; private init; }

    /// <summary>The same operation may succeed later.</summary>
    public override bool IsTransient => true;

    /// <summary>Wraps an error of the database.</summary>
    public static StoreUnavailableException From(Exception storeError) => new($"The store is not available. {storeError.Message}", storeError) { Cause = storeError };
}
