using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>What an upgrade makes before it changes the tables of a SQLite store.</summary>
public sealed class UpgradeSnapshotTests : StoreTest
{
    private const string Earlier = "Facts";
    private const string BetweenBoth = "History";

    private IReadOnlyList<string> Snapshots => UpgradeSnapshot.Of(Store.Files);

    protected override bool OwnKeys => true;

    private string Marker => $"{Store.Files.Database}.upgrading";

    [Fact]
    public async Task An_upgrade_first_makes_a_backup_that_can_be_restored()
    {
        await Store.CreateWebhookAsync();
        await BackToAsync(Earlier);

        await Upgrade().RunAsync();

        var snapshot = Assert.Single(Snapshots);
        Assert.Equal($"{Store.Files.Database}.before-upgrade-from-Facts-20260301T120000Z.tar.gz", snapshot);
        var manifest = BackupArchive.TryReadManifest(snapshot)!;
        Assert.EndsWith("_Facts", manifest.LastMigration, StringComparison.Ordinal);
        Assert.Equal(1, manifest.Rows["subscriptions"]);
        Assert.False(File.Exists(Marker));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(snapshot));
        }
    }

    [Fact]
    public async Task The_command_back_restores_the_tables_and_the_secrets_from_before()
    {
        var webhook = await Store.CreateWebhookAsync();
        var secret = (await Store.WebhookAsync(webhook)).Secret.Reveal();
        await BackToAsync(Earlier);
        await Upgrade().RunAsync();
        var folder = TestFolder.Create("dixa-webhooks-back-");
        try
        {
            // On another machine, so that nothing of the upgraded store helps.
            var files = StoreFiles.Resolve(new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder, "webhooks.db")}" }, AppContext.BaseDirectory);
            using (var process = new SingleProcess(files))
            {
                Assert.True(new BackupRestorer(files, process, new DiskSpace(_ => long.MaxValue), Store.Time).Restore(Assert.Single(Snapshots)).IsOlder);
            }

            await using (var connection = new SqliteConnection($"Data Source={files.Database};Pooling=False"))
            {
                await connection.OpenAsync(Cancel);
                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT max(MigrationId) FROM __EFMigrationsHistory";
                Assert.EndsWith("_Facts", (string)(await command.ExecuteScalarAsync(Cancel))!, StringComparison.Ordinal);
            }

            await using var restored = await TestStore.OpenAtAsync(folder);
            Assert.Equal(secret, (await restored.WebhookAsync(webhook)).Secret.Reveal());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_store_whose_keys_are_lost_is_not_upgraded()
    {
        await Store.CreateWebhookAsync();
        await BackToAsync(Earlier);
        Directory.Move(Store.Files.KeyFolder, $"{Store.Files.KeyFolder}.lost");

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => Upgrade().RunAsync());

        Assert.Contains($"There are no keys in {Store.Files.KeyFolder}, so nobody could read the secrets in this backup. Restore the keys from an earlier backup: tar ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("_Facts", await LastMigrationAsync(), StringComparison.Ordinal);
        Assert.Empty(Snapshots);
    }

    [Fact]
    public async Task Its_name_has_the_version_that_last_started_on_the_store()
    {
        await Store.AuditAsync(AuditTarget.Application, new Activity.ApplicationStarted("0.9.2", null), new Activity.ApplicationStarted("0.9.3-beta.1", null), new Activity.DemoStarted());
        await Store.ExecuteAsync("""DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" > '20261130130737_History'""");

        await Snapshot().MakeAsync("20261130130737_History");

        Assert.EndsWith("webhooks.db.before-upgrade-from-0.9.3-beta.1-20260301T120000Z.tar.gz", Assert.Single(Snapshots), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_store_and_one_of_this_version_need_none()
    {
        await Upgrade().RunAsync();

        Assert.Empty(Snapshots);
    }

    [Fact]
    public async Task Only_the_last_two_are_kept()
    {
        for (var upgrade = 0; upgrade < 3; upgrade++)
        {
            await BackToAsync(Earlier);
            await Upgrade().RunAsync();
            Store.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(["20260303T120000Z", "20260302T120000Z"], Snapshots.Select(file => file.Split('-', '.')[^3]));
    }

    [Fact]
    public async Task Without_space_for_it_the_store_is_not_upgraded_and_the_message_says_how_much_is_needed_and_how_to_skip_it()
    {
        await BackToAsync(Earlier);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => Upgrade(free: 1 << 20).RunAsync());

        Assert.Matches(
            @"^The database \S+ must be upgraded, and no snapshot can be made before\. The disk of \S+ has 1 MB of free space, and [0-9.]+ MB are needed\. Make room on it\. To upgrade without a snapshot, set Storage:SnapshotBeforeUpgrade to false\.$",
            refusal.Message);
        Assert.EndsWith("_Facts", await LastMigrationAsync(), StringComparison.Ordinal);

        await Upgrade(free: 1 << 20, makes: false).RunAsync();
        Assert.Equal(NewestMigration.Id, await LastMigrationAsync());
        Assert.Empty(Snapshots);
    }

    [Fact]
    public async Task An_upgrade_that_continues_keeps_the_snapshot_from_before_it()
    {
        await BackToAsync(Earlier);
        await Snapshot().MakeAsync(await LastMigrationAsync());
        await MigrateAsync(BetweenBoth);
        Store.Time.Advance(TimeSpan.FromMinutes(1));

        await Upgrade().RunAsync();

        Assert.EndsWith("_Facts", BackupArchive.TryReadManifest(Assert.Single(Snapshots))!.LastMigration, StringComparison.Ordinal);
        Assert.False(File.Exists(Marker));

        // The next upgrade makes its own.
        await BackToAsync(BetweenBoth);
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await Upgrade().RunAsync();
        Assert.EndsWith("_History", BackupArchive.TryReadManifest(Snapshots[0])!.LastMigration, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upgrade_that_changed_nothing_before_it_was_interrupted_makes_another_one()
    {
        await BackToAsync(Earlier);
        await Snapshot().MakeAsync(await LastMigrationAsync());
        Store.Time.Advance(TimeSpan.FromMinutes(1));

        // The earlier version was used in between.
        await Store.ExecuteAsync("UPDATE lanes SET consecutive_failures = 0");
        await Upgrade().RunAsync();

        Assert.Equal(2, Snapshots.Count);
    }

    [Fact]
    public async Task An_earlier_version_is_refused_and_gets_the_command_that_goes_back()
    {
        await BackToAsync(Earlier);
        await Upgrade().RunAsync();
        await Store.ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_FromTheFuture', '99.0.0')""");

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => Upgrade().RunAsync());

        Assert.EndsWith($"Start that version, or restore the snapshot from before the upgrade with --restore {Snapshots[0]}.", refusal.Message, StringComparison.Ordinal);
    }

    private UpgradeSnapshot Snapshot(long free = long.MaxValue, bool makes = true) => new(
        Store.Files,
        new BackupMaker(Store.Files, new DiskSpace(_ => free), Store.Time),
        Options.Create(new StorageOptions { SnapshotBeforeUpgrade = makes }),
        Store.Time,
        NullLogger<UpgradeSnapshot>.Instance);

    private SqliteUpgrade Upgrade(long free = long.MaxValue, bool makes = true) => new(
        Store.Service<IDbContextFactory<SqliteWebhooksContext>>(), Store.Service<StoreFiles>(), Snapshot(free, makes), NullLogger<SqliteUpgrade>.Instance);

    private Task BackToAsync(string migration) => MigrateAsync(migration);

    private async Task MigrateAsync(string migration)
    {
        await using var context = await Store.ContextAsync();
        await context.GetService<IMigrator>().MigrateAsync(migration, Cancel);
    }

    private async Task<string> LastMigrationAsync()
    {
        await using var context = await Store.ContextAsync();
        return (await context.Database.GetAppliedMigrationsAsync(Cancel)).Last();
    }
}
