using System.Runtime.InteropServices;

namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>
/// Until it is disposed, files and folders that this process creates are accessible only to its user. Does nothing on Windows.
/// The umask belongs to the whole process, so open instances are counted; <c>Gate</c> guards the count and the original umask.
/// </summary>
internal sealed class PrivateUmask : IDisposable
{
    private const int OwnerOnly = 0x3f; // 077

    private static readonly Lock Gate = new();
    private static int _open;
    private static int _before;

    private bool _closed;

    private PrivateUmask()
    {
    }

    public static PrivateUmask Set()
    {
        if (!OperatingSystem.IsWindows())
        {
            lock (Gate)
            {
                if (_open++ == 0)
                {
                    _before = umask(OwnerOnly);
                }
            }
        }

        return new PrivateUmask();
    }

    public void Dispose()
    {
        if (_closed || OperatingSystem.IsWindows())
        {
            return;
        }

        _closed = true;
        lock (Gate)
        {
            if (--_open == 0)
            {
                _ = umask(_before);
            }
        }
    }

#pragma warning disable IDE1006, SYSLIB1054, CA5392 // The name must match the system function; generated marshalling needs unsafe code.
    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int umask(int mask);
#pragma warning restore IDE1006, SYSLIB1054, CA5392
}
