namespace Dixa.Webhooks.Admin.Storage.Files;

public sealed class NetworkFileSystemTests
{
    private const string Mounts = """
        22 27 0:21 / /proc rw,relatime - proc proc rw
        27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
        40 27 0:40 / /srv/nfs rw,relatime shared:20 master:3 - nfs4 server:/export rw,vers=4.2
        41 27 0:41 / /srv/nfs/local rw - xfs /dev/vdb rw
        42 27 0:42 / /srv/windows\040share rw - cifs //server/share rw
        43 27 0:43 / /srv/ssh rw - fuse.sshfs me@server:/ rw
        44 27 0:44 / /mnt/c rw - 9p C:\134 rw
        45 27 0:45 / /srv/twice rw - nfs server:/a rw
        46 27 0:46 / /srv/twice rw - ext4 /dev/vdc rw
        47 27 0:47 / /srv/overlay rw - overlay overlay rw
        48 27 0:48 / /srv/ntfs rw - fuseblk /dev/vdd rw

        """;

    [Theory]
    [InlineData("/srv/data", null)]
    [InlineData("/srv/nfs", "nfs4")]
    [InlineData("/srv/nfs/dixa/data", "nfs4")]
    [InlineData("/srv/nfs-is-not-this", null)]
    [InlineData("/srv/nfs/local/data", null)]
    [InlineData("/srv/windows share/data", "cifs")]
    [InlineData("/srv/ssh/data", "fuse.sshfs")]
    [InlineData("/mnt/c/dixa", "9p")]
    [InlineData("/srv/twice/data", null)]
    [InlineData("/srv/overlay", null)]
    [InlineData("/srv/ntfs", null)]
    public void The_mount_of_a_folder_decides(string folder, string? type) => Assert.Equal(type, NetworkFileSystem.TypeOf(folder, Mounts));

    [Fact]
    public void Without_a_list_of_mounts_a_folder_is_local() => Assert.Null(NetworkFileSystem.TypeOf("/srv/data", ""));

    [Fact]
    public void A_link_counts_as_what_it_leads_to()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no list of mounts.");
        var folder = Directory.CreateTempSubdirectory("dixa-webhooks-link-").FullName;
        try
        {
            var link = Path.Combine(folder, "data");
            Directory.CreateDirectory(Path.Combine(folder, "real"));
            Directory.CreateSymbolicLink(link, Path.Combine(folder, "real"));

            Assert.Equal(Path.Combine(folder, "real", "not-there", "yet"), NetworkFileSystem.Real(Path.Combine(link, "not-there", "yet")));
            Assert.Null(NetworkFileSystem.TypeOf(Path.Combine(link, "not-there")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
