using System.Runtime.InteropServices;
using Dixa.Webhooks.Admin.Storage;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>How many files and sockets this process may have open.</summary>
public static class OpenFileLimit
{
    /// <summary>The limit; <see cref="int.MaxValue"/> where the system has none.</summary>
    /// <remarks>The .NET runtime raises the soft limit to the hard limit before it runs any code of ours; this reads what came of it.</remarks>
    public static int Read()
    {
        // The numbers of RLIMIT_NOFILE: Linux's sys/resource.h (except on MIPS and SPARC, where .NET does not run) and macOS's.
        var resource = OperatingSystem.IsLinux() ? 7 : OperatingSystem.IsMacOS() ? 8 : -1;
        return resource >= 0 && getrlimit(resource, out var limit) == 0 ? (int)Math.Min(limit.Soft, int.MaxValue) : int.MaxValue;
    }

    /// <summary>What is wrong with the limit and how to change it, or null.</summary>
    /// <param name="limit">How many files may be open.</param>
    /// <param name="storeFiles">The files and connections that the store may open.</param>
    public static string? Error(int limit, int storeFiles = StorageOptions.SqliteFiles) =>
        OpenFileBudget.Least(storeFiles) is var least && limit < least
            ? $"The limit of open files is {limit}. It must be at least {least}: raise it with ulimit -n or LimitNOFILE=."
            : null;

#pragma warning disable IDE1006, SYSLIB1054 // The name is the system's; generated marshalling would need unsafe code.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int getrlimit(int resource, out Limit limit);
#pragma warning restore IDE1006, SYSLIB1054

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Limit
    {
        public readonly nuint Soft;

        public readonly nuint Hard;
    }
}
