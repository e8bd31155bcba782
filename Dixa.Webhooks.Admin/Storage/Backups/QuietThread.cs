using System.Runtime.InteropServices;

namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>
/// Runs long work that computes a lot on a thread of its own, to which the operating system gives what other threads leave. .NET's thread priorities have no
/// effect on Linux.
/// </summary>
internal static class QuietThread
{
    private const int LowPriority = 10;

    /// <summary>Of the calling thread, and of threads that it starts later.</summary>
    public static void LowerPriority()
    {
        if (OperatingSystem.IsLinux())
        {
            // Zero is the calling thread. If it fails, the thread has the usual priority.
            _ = setpriority(0, 0, LowPriority);
        }
    }

    /// <summary>If it is cancelled, the work still runs to its end.</summary>
    public static Task<T> RunAsync<T>(Func<T> work, CancellationToken cancel)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            LowerPriority();
            try
            {
                done.TrySetResult(work());
            }
            catch (Exception error)
            {
                done.TrySetException(error);
            }
        })
        {
            IsBackground = true,
            Name = "Dixa Webhooks backup",
        };
        thread.Start();
        return done.Task.WaitAsync(cancel);
    }

#pragma warning disable IDE1006, SYSLIB1054 // The name must match the system function; generated marshalling needs unsafe code.
    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int setpriority(int which, uint who, int priority);
#pragma warning restore IDE1006, SYSLIB1054
}
