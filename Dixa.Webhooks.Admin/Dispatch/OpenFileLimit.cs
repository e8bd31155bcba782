using System.Runtime.InteropServices;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>The limit of open files and sockets of this process.</summary>
public static class OpenFileLimit
{
    /// <summary>The soft limit; <see cref="int.MaxValue"/> if the system has none.</summary>
    /// <remarks>The .NET runtime raises the soft limit to the hard limit before it runs any of our code, so this is the raised limit.</remarks>
    public static int Read()
    {
        // RLIMIT_NOFILE from sys/resource.h on Linux (except MIPS and SPARC, where .NET does not run) and macOS.
        var resource = OperatingSystem.IsLinux() ? 7 : OperatingSystem.IsMacOS() ? 8 : -1;
        return resource >= 0 && getrlimit(resource, out var limit) == 0 ? (int)Math.Min(limit.Soft, int.MaxValue) : int.MaxValue;
    }

    /// <summary>The error message if the limit is too low; otherwise null.</summary>
    /// <param name="limit">The limit of open files.</param>
    /// <param name="storeFiles">The files and connections that the store may open.</param>
    public static string? Error(int limit, int storeFiles) =>
        OpenFileBudget.Min(storeFiles) is var min && limit < min
            ? $"The limit of open files is {limit}. It must be at least {min}: raise it with ulimit -n or LimitNOFILE=."
            : null;

#pragma warning disable IDE1006, SYSLIB1054 // The name must match the system function; generated marshalling needs unsafe code.
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
