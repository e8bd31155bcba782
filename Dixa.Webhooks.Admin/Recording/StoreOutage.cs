using Dixa.Webhooks.Admin.Storage;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Tells a store that is locked, full, read-only or gone from a bug, for those who answer requests.</summary>
public static class StoreOutage
{
    /// <summary>Whether the store caused an error, so that the same request may succeed later.</summary>
    public static bool Caused(Exception error) => StoreFaults.Find(error) is not null;
}
