namespace Dixa.Webhooks.Admin.Storage;

/// <summary>How much memory this process may use: what the machine, the container or the collector's own limit allows.</summary>
public static class AvailableMemory
{
    /// <summary>In bytes.</summary>
    public static long Read() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
