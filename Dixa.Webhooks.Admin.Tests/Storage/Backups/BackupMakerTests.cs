using System.Formats.Tar;
using System.IO.Compression;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.DataProtection;

namespace Dixa.Webhooks.Admin.Storage.Backups;

public sealed class BackupMakerTests : BackupTest
{
    [Fact]
    public async Task A_backup_has_a_manifest_the_database_and_the_keys()
    {
        await Store.DeliveryAsync(Webhook);

        var made = await Maker.MakeAsync(Archive, Cancel);

        Assert.Equal((Archive, new FileInfo(Archive).Length), (made.File, made.Bytes));
        Assert.Equal(["manifest.json", "webhooks.db", .. Directory.GetFiles(Store.Files.KeyFolder).Select(key => $"keys/{Path.GetFileName(key)}").Order()], await EntriesAsync());
        var manifest = BackupArchive.TryReadManifest(Archive)!;
        await using var context = await Store.ContextAsync();
        Assert.Equal((AppVersion.Current, context.Identity.Single().Id, 1L, 1L), (manifest.Version, manifest.StoreId!.Value, manifest.Rows["deliveries"], manifest.Rows["subscriptions"]));
        Assert.Equal(NewestMigration.Id, manifest.LastMigration);
        Assert.Null(manifest.KeysElsewhere);
    }

    [Fact]
    public async Task Only_its_owner_can_read_it_and_nothing_else_is_left_in_the_folder()
    {
        await Maker.MakeAsync(Archive, Cancel);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Archive));
        }

        Assert.Equal([Archive, Data], Directory.EnumerateFileSystemEntries(Folder).Order());
    }

    [Fact]
    public async Task What_is_committed_after_it_began_may_be_missing_and_what_was_committed_before_is_there()
    {
        // A transaction of another connection is open, and commits later.
        await using (await WriteLock.TakeAsync(Store))
        {
            await Maker.MakeAsync(Archive, Cancel);
        }

        Assert.Equal(1, BackupArchive.TryReadManifest(Archive)!.Rows["subscriptions"]);
    }

    [Fact]
    public async Task Keys_in_a_folder_of_the_settings_are_not_in_it_and_the_manifest_says_where_they_are()
    {
        var elsewhere = Path.Combine(Folder, "elsewhere");

        var made = await new BackupMaker(Files(elsewhere), Disk, TimeProvider.System).MakeAsync(Archive, Cancel);

        Assert.Empty(made.Manifest.Keys);
        Assert.Equal(elsewhere, made.Manifest.KeysElsewhere);
        Assert.Equal(["manifest.json", "webhooks.db"], await EntriesAsync());
    }

    [Fact]
    public async Task An_existing_file_is_not_overwritten()
    {
        await File.WriteAllTextAsync(Archive, "precious", Cancel);

        await ExpectAsync($"{Archive} already exists, and is not overwritten. Choose another name.");

        Assert.Equal("precious", await File.ReadAllTextAsync(Archive, Cancel));
    }

    [Fact]
    public async Task Without_enough_space_nothing_is_written_and_the_message_says_how_much_is_needed()
    {
        Disk = new DiskSpace(folder => folder == Folder ? 1L << 20 : long.MaxValue);

        await ExpectAsync($"The disk of {Folder} has 1 MB of free space, and ", " are needed. Make room on it.");
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_named()
    {
        var error = await Assert.ThrowsAsync<BackupException>(() => Maker.MakeAsync(Path.Combine(Folder, "none", "backup.tar.gz"), Cancel));

        Assert.Equal($"There is no folder {Path.Combine(Folder, "none")}. Create it, or choose another one.", error.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_database_is_not_backed_up_and_not_upgraded(bool upgrades)
    {
        await CloseAsync();
        var database = Files().Database;
        await using (var file = new FileStream(database, FileMode.Open, FileAccess.Write))
        {
            // Every page after the first two, which keep the schema readable.
            file.Seek(3 * 4096, SeekOrigin.Begin);
            await file.WriteAsync(new byte[20 * 4096], Cancel);
        }

        await ExpectAsync($"The database {database} is damaged: ", make: upgrades ? Maker.MakeBeforeUpgradeAsync : null);
    }

    [Fact]
    public async Task Without_a_database_there_is_no_backup()
    {
        await CloseAsync();
        File.Delete(Files().Database);

        await ExpectAsync($"There is no database {Files().Database}.");
    }

    [Theory]
    [InlineData(false, "There are no keys in ")]
    [InlineData(true, "The keys in ")]
    public async Task Without_the_keys_of_its_secrets_there_is_no_backup_and_no_new_key(bool hasOther, string start)
    {
        var keys = Files().KeyFolder;
        Directory.Move(keys, Path.Combine(Folder, "lost"));
        if (hasOther)
        {
            Directory.CreateDirectory(keys);
            DataProtectionProvider.Create(new DirectoryInfo(keys), other => other.SetApplicationName(StorageSetup.ApplicationName)).CreateProtector("x").Protect("y");
        }

        await ExpectAsync(start + keys, $"so nobody could read the secrets in this backup. Restore the keys from an earlier backup: tar -xzf BACKUP -C {Data} keys");

        Assert.Equal(hasOther, Directory.Exists(keys));
    }

    [Fact]
    public async Task What_an_interrupted_backup_left_is_removed_and_the_files_of_a_running_one_stay()
    {
        var abandoned = Directory.CreateDirectory(Path.Combine(Folder, ".dixa-webhooks-abandoned.partial")).FullName;
        await File.WriteAllTextAsync(Path.Combine(abandoned, "copy"), "half a database", Cancel);
        await File.WriteAllTextAsync(Path.Combine(abandoned, "lock"), "", Cancel);
        using var running = WorkFolder.Create(Folder);
        await File.WriteAllTextAsync(running.File("copy"), "half a database", Cancel);

        await Maker.MakeAsync(Archive, Cancel);

        Assert.False(Directory.Exists(abandoned));
        Assert.True(File.Exists(running.File("copy")));
    }

    private async Task ExpectAsync(string start, string end = "", Func<string, Task<MadeBackup>>? make = null)
    {
        var before = Directory.EnumerateFileSystemEntries(Folder).Order().ToList();

        var error = await Assert.ThrowsAsync<BackupException>(() => make is null ? Maker.MakeAsync(Archive, Cancel) : make(Archive));

        Assert.StartsWith(start, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(end, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(Folder).Order());
    }

    private async Task<List<string>> EntriesAsync()
    {
        await using var tar = new TarReader(new GZipStream(File.OpenRead(Archive), CompressionMode.Decompress));
        var names = new List<string>();
        while (await tar.GetNextEntryAsync(cancellationToken: Cancel) is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }
}
