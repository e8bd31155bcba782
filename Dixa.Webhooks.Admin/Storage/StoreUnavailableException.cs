using System.Data.Common;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>
/// The store cannot be opened with these settings, or cannot do what was asked of it now: it is locked by another program, full,
/// read-only or gone. Nothing of the operation is stored. The message says what to do at the start; later, to try again.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : DbException(message, cause)
{
    /// <summary>The database's own error, when it refused an operation; null when the settings or the files are wrong.</summary>
    public Exception? Fault { get; private init; }

    /// <summary>The same operation may succeed later.</summary>
    public override bool IsTransient => true;

    /// <summary>What is thrown in the place of an error of the database.</summary>
    public static StoreUnavailableException From(Exception fault) => new($"The store does not answer. {fault.Message}", fault) { Fault = fault };
}
