namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>Tells apart errors of files for which .NET has no exceptions of their own.</summary>
internal static class IoErrors
{
    // On Unix, HResult is the error number; on Windows, a Win32 error as an HRESULT.
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int FileTooLarge = 27;
    private const int ReadOnlyFileSystem = 30;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    public static bool IsDiskFull(Exception error) => error is IOException
        && (OperatingSystem.IsWindows() ? error.HResult is WindowsDiskFull or WindowsHandleDiskFull : error.HResult is NoSpace or QuotaExceeded or FileTooLarge);

    public static bool IsReadOnly(Exception error) => error is IOException && !OperatingSystem.IsWindows() && error.HResult == ReadOnlyFileSystem;
}
