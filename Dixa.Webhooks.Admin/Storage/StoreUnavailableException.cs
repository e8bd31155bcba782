namespace Dixa.Webhooks.Admin.Storage;

/// <summary>
/// The store cannot be opened with the present settings, or cannot write at present: locked by another program, or its
/// disk is full. The message says what to do.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
