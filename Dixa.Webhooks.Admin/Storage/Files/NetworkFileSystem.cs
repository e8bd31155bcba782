using System.Globalization;
using System.Text.RegularExpressions;

namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>
/// Recognizes file systems of other machines. SQLite's write-ahead log needs memory that all processes share, and file locks that work:
/// https://www.sqlite.org/wal.html, https://www.sqlite.org/useovernet.html.
/// </summary>
internal static partial class NetworkFileSystem
{
    private const string MountTable = "/proc/self/mountinfo";

    private static readonly string[] Types =
    [
        "nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "gpfs", "beegfs", "ncpfs", "coda", "davfs",
        "fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.ceph-fuse", "fuse.s3fs", "fuse.gcsfuse", "fuse.rclone", "fuse.blobfuse", "fuse.blobfuse2", "fuse.davfs", "fuse.davfs2", "fuse.smbnetfs", "fuse.curlftpfs",
        "fuse.mount-s3", "fuse.goofys", "fuse.juicefs", "fuse.moosefs", "fuse.mfs", "fuse.seaweedfs",
    ];

    /// <summary>The type of the network file system that a folder is on, for example nfs4; null if it is on a local one, or if the system does not tell.</summary>
    public static string? TypeOf(string folder) => File.Exists(MountTable) ? TypeOf(Real(folder), File.ReadAllText(MountTable)) : null;

    /// <param name="folder">The full path, without links.</param>
    /// <param name="mounts">The content of <c>/proc/self/mountinfo</c>.</param>
    internal static string? TypeOf(string folder, string mounts)
    {
        // Of several mounts of one folder, the last one is visible.
        var mount = mounts.Split('\n').Select(line => Line().Match(line)).Where(line => line.Success)
            .Select(line => (Point: Unescape(line.Groups["point"].Value), Type: line.Groups["type"].Value))
            .Where(mount => IsIn(folder, mount.Point))
            .Aggregate(((string Point, string Type)?)null, (best, next) => best is { } found && found.Point.Length > next.Point.Length ? best : next);
        return mount is { Type: var type } && Types.Contains(type) ? type : null;
    }

    private static bool IsIn(string folder, string point) =>
        point == "/" || folder == point || (folder.StartsWith(point, StringComparison.Ordinal) && folder[point.Length] == '/');

    /// <summary>Follows the links of a path as far as it exists.</summary>
    internal static string Real(string folder)
    {
        var path = "/";
        foreach (var part in folder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path = Path.Combine(path, part);
            path = Directory.Exists(path) ? new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path : path;
        }

        return path;
    }

    /// <summary>Spaces and other characters are written as octal numbers.</summary>
    private static string Unescape(string text) => Octal().Replace(text, code => ((char)Convert.ToInt32(code.Groups[1].Value, 8)).ToString(CultureInfo.InvariantCulture));

    /// <summary>For example <c>36 35 98:0 /root /mount rw,noatime shared:1 - ext4 /dev/sda rw</c>; see proc_pid_mountinfo(5).</summary>
    [GeneratedRegex(@"^\d+ \d+ \S+ \S+ (?<point>\S+) \S+ (?:\S+ )*?- (?<type>\S+) ")]
    private static partial Regex Line();

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
