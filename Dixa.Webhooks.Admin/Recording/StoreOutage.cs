using Dixa.Webhooks.Admin.Storage.Failures;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Distinguishes a store that is locked, full, read-only or down from a bug, for code that handles requests.</summary>
public static class StoreOutage
{
    /// <summary>Whether the store caused the error, so that the same request may succeed later.</summary>
    public static bool Caused(Exception error) => StoreErrors.Find(error) is not null;
}
