namespace Dixa.Webhooks.Admin.Storage;

/// <summary>How much memory this process may use: the lowest limit of the machine, the container and the garbage collector.</summary>
public static class AvailableMemory
{
    /// <summary>In bytes.</summary>
    public static long Read() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
