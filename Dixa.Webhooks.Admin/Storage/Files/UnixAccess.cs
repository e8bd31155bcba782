using System.Runtime.InteropServices;

namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>
/// Whether this process may read and write a file or folder. Asks the system instead of opening the file: closing it would release the locks that SQLite has
/// on it.
/// </summary>
internal static class UnixAccess
{
    private const int ReadAndWrite = 4 | 2;
    private const int ReadOnlyFileSystem = 30;

    /// <summary>What is wrong, and what to do; null if there is nothing.</summary>
    /// <param name="path">An existing file or folder.</param>
    /// <param name="kind">"file" or "folder".</param>
    public static string? Error(string path, string kind) =>
        OperatingSystem.IsWindows() || access(path, ReadAndWrite) == 0
            ? null
            : Marshal.GetLastPInvokeError() == ReadOnlyFileSystem
                ? $"the {kind} {path} is on a file system that is read-only. Mount it with write access."
                : $"the user of this process, {Environment.UserName}, cannot read and write the {kind} {path}. Start the application as its owner, or change its owner with chown.";

#pragma warning disable IDE1006, SYSLIB1054, CA2101 // The name must match the system function; generated marshalling needs unsafe code.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
#pragma warning restore IDE1006, SYSLIB1054, CA2101
}
