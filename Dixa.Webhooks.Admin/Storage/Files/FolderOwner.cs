using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>
/// Gives what root creates to the owner of its folder. A command that root runs would otherwise leave files that the application, which is another user,
/// cannot read or replace. (SQLite does the same with its own files.) Only on Linux; other users own what they create in any case.
/// </summary>
internal static class FolderOwner
{
    private const int Root = 0;

    // From the headers of Linux; the same on every processor.
    private const int CurrentFolder = -100;
    private const int DoNotFollowLinks = 0x100;
    private const int OfTheFile = 0x1000;
    private const uint Basics = 0x7ff;

    /// <summary>For a file that this process has just created. Does nothing unless this process is root.</summary>
    /// <param name="file">Open.</param>
    /// <param name="path">Its full path.</param>
    public static void Give(SafeFileHandle file, string path)
    {
        if (IsRoot() && Path.GetDirectoryName(path) is { } folder && Of(folder, 0) is { } owner
            && Of(file) is { } own && NewOwner(owner, own) is { } next)
        {
            _ = fchown(file, next.User, next.Group);
        }
    }

    /// <summary>For a folder, or a file that is not open, that this process has just created. Does nothing unless this process is root.</summary>
    /// <param name="path">The full path.</param>
    public static void Give(string path)
    {
        if (IsRoot() && Path.GetDirectoryName(path) is { } folder && Of(folder, 0) is { } owner
            && Of(path, DoNotFollowLinks) is { } own && NewOwner(owner, own) is { } next)
        {
            _ = lchown(path, next.User, next.Group);
        }
    }

    /// <summary>Whom to give something to; null to leave it.</summary>
    /// <param name="folder">The owner of its folder.</param>
    /// <param name="own">Its owner. Only what root has created is given away.</param>
    internal static Owner? NewOwner(Owner folder, Owner own) => own.User == Root && folder.User != Root ? folder : null;

    private static bool IsRoot() => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    private static Owner? Of(string path, int flags) => statx(CurrentFolder, path, flags, Basics, out var status) == 0 ? new Owner(status.User, status.Group) : null;

    private static Owner? Of(SafeFileHandle file) => statx(file, "", OfTheFile, Basics, out var status) == 0 ? new Owner(status.User, status.Group) : null;

#pragma warning disable IDE1006, SYSLIB1054, CA2101 // The names must match the system functions; generated marshalling needs unsafe code.
    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int at, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Status status);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(SafeFileHandle at, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Status status);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fchown(SafeFileHandle file, uint user, uint group);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int lchown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);
#pragma warning restore IDE1006, SYSLIB1054, CA2101

    /// <summary>The kernel's <c>struct statx</c>, of which only the owner is read.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(20)]
        public uint User;

        [FieldOffset(24)]
        public uint Group;
    }
}

/// <summary>The owner of a file or folder.</summary>
internal readonly record struct Owner(uint User, uint Group);
