using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Backups;

public sealed class BackupRestorerTests : BackupTest
{
    private const string Unchanged = "nothing was changed.";
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateFolder = PrivateFile | UnixFileMode.UserExecute;

    [Fact]
    public async Task A_restored_store_has_what_it_had_and_its_secrets_can_be_read()
    {
        var secret = (await Store.WebhookAsync(Webhook)).Secret.Reveal();
        var delivery = await Store.DeliveryAsync(Webhook);
        await Maker.MakeAsync(Archive, Cancel);
        await Store.CreateWebhookAsync();
        await CloseAsync();

        var restored = Restore();

        await OpenAsync();
        Assert.Equal([Webhook], (await Store.Reads.ListAsync(Cancel)).Select(webhook => webhook.Id));
        Assert.Equal(secret, (await Store.WebhookAsync(Webhook)).Secret.Reveal());
        Assert.Equal(Webhook, (await Store.DeliveryAsync(delivery)).SubscriptionId);
        Assert.False(restored.IsOlder);
    }

    [Fact]
    public async Task What_was_there_is_kept_under_another_name_and_is_complete()
    {
        await Maker.MakeAsync(Archive, Cancel);
        await Store.CreateWebhookAsync();

        // As after a kill: the last changes are only in the write-ahead log.
        var killed = Path.Combine(Folder, "killed");
        Directory.CreateDirectory(killed);
        foreach (var file in Directory.GetFiles(Data, "webhooks.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(killed, Path.GetFileName(file)));
        }

        await CloseAsync();
        foreach (var file in Directory.GetFiles(killed))
        {
            File.Copy(file, Path.Combine(Data, Path.GetFileName(file)), overwrite: true);
        }

        Assert.True(new FileInfo(Path.Combine(Data, "webhooks.db-wal")).Length > 0);
        var keys = Directory.GetFiles(Path.Combine(Data, "keys")).Select(Path.GetFileName).Order().ToList();

        var restored = Restore();

        Assert.StartsWith(Path.Combine(Data, "webhooks.db.before-restore-"), restored.PreviousDatabase!, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync(restored.PreviousDatabase!, "subscriptions"));
        Assert.Equal(keys, Directory.GetFiles(restored.PreviousKeys!).Select(Path.GetFileName).Order());
        Assert.Equal(1, await CountAsync(Path.Combine(Data, "webhooks.db"), "subscriptions"));
    }

    [Fact]
    public async Task It_can_be_restored_on_another_machine_where_nothing_is()
    {
        await Maker.MakeAsync(Archive, Cancel);
        await CloseAsync();
        Directory.Delete(Data, recursive: true);

        var restored = Restore();

        Assert.Equal((null, null), (restored.PreviousDatabase, restored.PreviousKeys));
        Assert.All(
            Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories),
            file => Assert.Equal((file, PrivateFile), (file, ModeOf(file))));
        Assert.Equal(PrivateFolder, ModeOf(Data));

        await OpenAsync();
        Assert.NotEmpty((await Store.WebhookAsync(Webhook)).Secret.Reveal());
    }

    [Fact]
    public async Task A_store_that_a_process_uses_is_not_touched()
    {
        await Maker.MakeAsync(Archive, Cancel);

        var error = Assert.Throws<BackupException>(() => Restore());

        Assert.StartsWith($"Another process uses the database {Store.Files.Database}. Stop that process", error.Message, StringComparison.Ordinal);
        Assert.Single(await Store.Reads.ListAsync(Cancel));
    }

    [Theory]
    [InlineData("not an archive at all")]
    [InlineData("")]
    public async Task A_foreign_file_is_refused(string content)
    {
        await File.WriteAllTextAsync(Archive, content, Cancel);

        await ExpectAsync($"{Archive} is not a backup of this application.");
    }

    [Fact]
    public async Task An_archive_of_something_else_is_refused()
    {
        await WriteAsync(("readme.txt", "Hello"u8.ToArray()));

        await ExpectAsync($"{Archive} is not a backup of this application.");
    }

    [Fact]
    public async Task A_bare_database_is_refused()
    {
        await CloseAsync();
        File.Copy(Files().Database, Archive);

        await ExpectAsync($"{Archive} is not a backup of this application.");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public async Task A_truncated_backup_is_refused(double part)
    {
        await Maker.MakeAsync(Archive, Cancel);
        await using (var file = new FileStream(Archive, FileMode.Open))
        {
            file.SetLength((long)(file.Length * part));
        }

        await ExpectAsync($"{Archive} is damaged or incomplete.", Unchanged);
    }

    [Fact]
    public async Task A_backup_in_which_a_byte_changed_is_refused()
    {
        await Maker.MakeAsync(Archive, Cancel);
        var bytes = await File.ReadAllBytesAsync(Archive, Cancel);
        bytes[bytes.Length / 2] ^= 0x10;
        await File.WriteAllBytesAsync(Archive, bytes, Cancel);

        await ExpectAsync("", Unchanged);
    }

    [Fact]
    public async Task A_backup_of_a_newer_version_is_refused()
    {
        await Store.ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_FromTheFuture', '99.0.0')""");
        await Maker.MakeAsync(Archive, Cancel);

        await ExpectAsync($"{Archive} is from a newer version of Dixa Webhooks", "which this version does not know. Restore it with that version; nothing was changed.");
    }

    [Fact]
    public async Task A_backup_in_a_format_of_a_newer_version_is_refused()
    {
        await WriteAsync(("manifest.json", Encoding.UTF8.GetBytes("""{"application":"Dixa Webhooks","format":2,"version":"9.1.0","contents":[]}""")));

        await ExpectAsync("A newer version of Dixa Webhooks made this backup (9.1.0). Restore it with that version.");
    }

    [Fact]
    public async Task A_backup_without_its_keys_is_refused()
    {
        await Maker.MakeAsync(Archive, Cancel);
        await RewriteAsync(name => !name.StartsWith("keys/", StringComparison.Ordinal));

        await ExpectAsync($"{Archive} is damaged or incomplete. The key key-", Unchanged);
    }

    [Fact]
    public async Task A_backup_with_keys_of_another_store_is_refused()
    {
        await Maker.MakeAsync(Archive, Cancel);
        await RewriteAsync(_ => true, content => Encoding.UTF8.GetBytes(OtherKey(Encoding.UTF8.GetString(content))), "keys/");

        await ExpectAsync($"The keys in {Archive} do not decrypt the secrets in its database.", Unchanged);
    }

    [Fact]
    public async Task A_backup_with_another_file_is_refused_and_nothing_is_written_outside()
    {
        await Maker.MakeAsync(Archive, Cancel);
        await RewriteAsync(_ => true, extra: ("../../escaped", "x"u8.ToArray()));

        await ExpectAsync($"{Archive} is damaged or incomplete. It has a file that is not in its manifest: ../../escaped.", Unchanged);
        Assert.False(File.Exists(Path.Combine(Folder, "escaped")));
    }

    [Fact]
    public async Task A_database_that_is_not_the_one_of_the_manifest_is_refused()
    {
        var database = Path.Combine(Folder, "other.db");
        await Maker.MakeAsync(Archive, Cancel);
        await RewriteAsync(
            _ => true,
            content =>
            {
                File.WriteAllBytes(database, content);
                using (var connection = new SqliteConnection($"Data Source={database};Pooling=False"))
                {
                    connection.Open();
                    using var command = connection.CreateCommand();
                    command.CommandText = "DELETE FROM lanes";
                    command.ExecuteNonQuery();
                }

                return File.ReadAllBytes(database);
            },
            "webhooks.db");

        await ExpectAsync($"The database in {Archive} is not the one of its manifest.", Unchanged);
    }

    [Fact]
    public async Task Keys_that_are_elsewhere_stay_and_must_fit()
    {
        var elsewhere = Path.Combine(Folder, "elsewhere");
        await new BackupMaker(Files(elsewhere), Disk, TimeProvider.System).MakeAsync(Archive, Cancel);
        await CloseAsync();
        Directory.CreateDirectory(elsewhere);

        var error = Assert.Throws<BackupException>(() => Restore(keys: elsewhere));
        Assert.Equal(
            $"{Archive} does not contain the keys, which were in {elsewhere}, and the keys in {elsewhere} do not decrypt its secrets. Put the keys there, or set Storage:KeyRingPath to their folder; nothing was changed.",
            error.Message);

        foreach (var key in Directory.GetFiles(Path.Combine(Data, "keys")))
        {
            File.Move(key, Path.Combine(elsewhere, Path.GetFileName(key)));
        }

        var restored = Restore(keys: elsewhere);
        Assert.Null(restored.PreviousKeys);
        Assert.NotEmpty(Directory.GetFiles(elsewhere));
    }

    [Fact]
    public async Task Without_enough_space_nothing_is_changed()
    {
        await Maker.MakeAsync(Archive, Cancel);
        Disk = new DiskSpace(_ => 1L << 20);

        await ExpectAsync($"The disk of {Data} has 1 MB of free space, and ", "Make room on it, and run this command again; nothing was changed.");
    }

    [Fact]
    public async Task A_file_that_does_not_exist_is_named() => await ExpectAsync($"There is no file {Archive}.");

    [Fact]
    public async Task After_a_kill_in_between_it_can_be_run_again()
    {
        await Maker.MakeAsync(Archive, Cancel);
        await CloseAsync();

        // The old database was moved, and the new one was not yet.
        File.Move(Files().Database, Files().Database + ".before-restore-20260101T000000Z");
        await Assert.ThrowsAsync<Failures.StoreUnavailableException>(OpenAsync);

        Restore();

        await OpenAsync();
        Assert.Single(await Store.Reads.ListAsync(Cancel));
    }

    private async Task ExpectAsync(string start, string end = "")
    {
        await CloseAsync();
        var before = Content();

        var error = Assert.Throws<BackupException>(() => Restore());

        Assert.StartsWith(start, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(end, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Content());
    }

    private async Task WriteAsync(params IEnumerable<(string Name, byte[] Content)> entries)
    {
        await using var tar = new TarWriter(new GZipStream(File.Create(Archive), CompressionLevel.Fastest), TarEntryFormat.Pax);
        foreach (var (name, content) in entries)
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) }, Cancel);
        }
    }

    /// <summary>Writes the archive again with other content.</summary>
    private async Task RewriteAsync(Func<string, bool> keep, Func<byte[], byte[]>? change = null, string changed = "\n", (string, byte[])? extra = null)
    {
        var entries = new List<(string Name, byte[] Content)>();
        await using (var tar = new TarReader(new GZipStream(File.OpenRead(Archive), CompressionMode.Decompress)))
        {
            while (await tar.GetNextEntryAsync(copyData: true, Cancel) is { } entry)
            {
                using var content = new MemoryStream();
                await entry.DataStream!.CopyToAsync(content, Cancel);
                if (keep(entry.Name))
                {
                    entries.Add((entry.Name, entry.Name.StartsWith(changed, StringComparison.Ordinal) ? change!(content.ToArray()) : content.ToArray()));
                }
            }
        }

        if (extra is { } more)
        {
            entries.Add(more);
        }

        await WriteAsync(entries);
    }

    /// <summary>A key with the same id and another value.</summary>
    private static string OtherKey(string xml)
    {
        var start = xml.IndexOf("<value>", StringComparison.Ordinal) + "<value>".Length;
        var end = xml.IndexOf("</value>", StringComparison.Ordinal);
        return xml[..start] + Convert.ToBase64String(new byte[64]) + xml[end..];
    }

    /// <summary>On Windows, which has no modes, the expected one.</summary>
    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? File.Exists(path) ? PrivateFile : PrivateFolder : File.GetUnixFileMode(path);

    private static async Task<long> CountAsync(string database, string table)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The table is the test's own.
        command.CommandText = $"SELECT count(*) FROM {table}";
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
