namespace Dixa.Webhooks.Admin.Storage;

/// <summary>The store cannot be opened with the present settings. The message names the key and says what to do.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
