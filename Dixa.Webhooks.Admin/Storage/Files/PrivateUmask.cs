using System.Runtime.InteropServices;

namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>While one of these is open, files and folders that this process creates are its user's alone. Does nothing on Windows.</summary>
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

#pragma warning disable IDE1006, SYSLIB1054, CA5392 // The name is the system's; generated marshalling would need unsafe code.
    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int umask(int mask);
#pragma warning restore IDE1006, SYSLIB1054, CA5392
}
