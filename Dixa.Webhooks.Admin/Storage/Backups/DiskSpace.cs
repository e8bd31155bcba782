using Dixa.Webhooks.Admin.Hosting;

namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>The free space of disks.</summary>
/// <param name="Free">The free bytes for files in a folder.</param>
internal sealed record DiskSpace(Func<string, long> Free)
{
    // What the operating system and the archive add to the files.
    private const long Reserve = 4L << 20;

    public static DiskSpace OfMachine { get; } = new(folder => new DriveInfo(folder).AvailableFreeSpace);

    /// <summary>The error message if a folder has too little space; null if it has enough.</summary>
    public string? Error(string folder, long bytes) => Free(folder) is var free && free < bytes + Reserve
        ? $"The disk of {folder} has {ByteSize.Format(free)} of free space, and {ByteSize.Format(bytes + Reserve)} are needed."
        : null;
}
