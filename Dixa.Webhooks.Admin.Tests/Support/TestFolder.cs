namespace Dixa.Webhooks.Admin.Support;

/// <summary>Temporary folders for stores. On Linux they are in memory if there is enough: on disk, tests mostly wait for commits.</summary>
internal static class TestFolder
{
    private const string Memory = "/dev/shm";
    private const long MinFreeBytes = 2L * 1024 * 1024 * 1024;
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly bool IsInMemory = OperatingSystem.IsLinux() && Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > MinFreeBytes;

    public static string Create(string prefix) => OperatingSystem.IsLinux() && IsInMemory
        ? Directory.CreateDirectory(Path.Combine(Memory, $"{prefix}{Guid.NewGuid():N}"), OnlyOwner).FullName
        : Directory.CreateTempSubdirectory(prefix).FullName;
}
