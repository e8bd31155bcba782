using Dixa.Webhooks.Admin.Storage.Backups;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>Files that are not a store of this application, or no longer are one.</summary>
public sealed class SqliteFileCheckTests : BackupTest
{
    private string Database => Files().Database;

    [Fact]
    public async Task A_file_that_is_not_a_database_is_refused_and_left_as_it_is()
    {
        await CloseAsync();
        await File.WriteAllTextAsync(Database, string.Concat(Enumerable.Repeat("this is a letter, and not a database. ", 200)), Cancel);

        await ExpectAsync(
            $"Storage:ConnectionString: the database {Database} cannot be opened. It is not a SQLite database, or it is damaged. Restore a backup with --restore, or set Storage:ConnectionString to another file.");
    }

    [Theory]
    [InlineData("CREATE TABLE contacts (name TEXT)")]
    [InlineData("CREATE TABLE __EFMigrationsHistory (MigrationId TEXT PRIMARY KEY, ProductVersion TEXT); INSERT INTO __EFMigrationsHistory VALUES ('20200101000000_Theirs', '8.0'); CREATE TABLE contacts (name TEXT)")]
    [InlineData("PRAGMA application_id = 1196444487; CREATE TABLE gpkg_contents (name TEXT)")]
    [InlineData("PRAGMA application_id = 1196444487")]
    public async Task A_database_of_another_program_is_refused_and_left_as_it_is(string content)
    {
        await CloseAsync();
        File.Delete(Database);
        await ExecuteAsync(Database, content);

        await ExpectAsync($"Storage:ConnectionString: {Database} is a database of another program. Set it to the database of this application, or to a new file.");
    }

    [Fact]
    public async Task A_new_database_that_was_interrupted_at_its_first_table_is_completed()
    {
        await CloseAsync();
        Directory.Delete(Path.Combine(Data, "keys"), recursive: true);
        File.Delete(Database);
        await ExecuteAsync(Database, "CREATE TABLE __EFMigrationsLock (Id INTEGER PRIMARY KEY, Timestamp TEXT); CREATE TABLE __EFMigrationsHistory (MigrationId TEXT PRIMARY KEY, ProductVersion TEXT)");

        await OpenAsync();

        Assert.Empty(await Store.Reads.ListAsync(Cancel));
    }

    [Fact]
    public async Task A_damaged_database_is_refused()
    {
        await CloseAsync();
        var bytes = await File.ReadAllBytesAsync(Database, Cancel);
        bytes.AsSpan(100, 4096 - 100).Fill(0xff);
        await File.WriteAllBytesAsync(Database, bytes, Cancel);

        await ExpectAsync($"Storage:ConnectionString: the database {Database} cannot be opened. It is damaged. Restore a backup with --restore.");
    }

    [Fact]
    public async Task Lost_keys_of_a_store_without_webhooks_are_noticed()
    {
        Assert.IsType<Subscriptions.SaveResult.Saved>(await Store.Changes.RemoveAsync(Actors.Administrator, Webhook, 1, Cancel));
        await CloseAsync();
        Directory.Delete(Path.Combine(Data, "keys"), recursive: true);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(OpenAsync);

        Assert.StartsWith($"Storage:KeyRingPath: the keys in {Path.Combine(Data, "keys")} do not decrypt the secrets in the database {Database}.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_start_without_the_keys_of_the_secrets_creates_no_key(bool leavesFolder)
    {
        await CloseAsync();
        var keys = Path.Combine(Data, "keys");
        var original = Path.Combine(Folder, "original");
        Directory.Move(keys, original);
        if (leavesFolder)
        {
            Directory.CreateDirectory(keys);
        }

        // Neither the first start nor the next one, which a service manager tries.
        for (var start = 0; start < 2; start++)
        {
            var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(OpenAsync);
            Assert.Contains(" do not decrypt the secrets in the database ", refusal.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(keys));
        }

        Directory.Delete(keys);
        Directory.Move(original, keys);
        await OpenAsync();
        Assert.Single(await Store.Reads.ListAsync(Cancel));
    }

    [Fact]
    public async Task A_key_that_cannot_be_parsed_is_named()
    {
        await CloseAsync();
        await File.WriteAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(Data, "keys"))), "half a k", Cancel);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(OpenAsync);

        Assert.StartsWith($"Storage:KeyRingPath: the keys in {Path.Combine(Data, "keys")} cannot be read.", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("Make this process's user their owner, or restore the keys from a backup.", refusal.Message, StringComparison.Ordinal);
    }

    private async Task ExpectAsync(string message)
    {
        var before = Convert.ToHexString(await File.ReadAllBytesAsync(Database, Cancel));

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(OpenAsync);

        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, Convert.ToHexString(await File.ReadAllBytesAsync(Database, Cancel)));
    }
}
