using System.Globalization;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>Replaces a SQLite store and its keys by a backup, and keeps what was there under another name.</summary>
internal sealed class BackupRestorer(StoreFiles files, SingleProcess process, DiskSpace disk, TimeProvider time)
{
    private const string WriteAheadLog = "-wal";
    private const string SharedMemory = "-shm";

    /// <summary>Nothing is changed before the whole backup has been checked.</summary>
    /// <exception cref="BackupException">A process uses the store, or the backup cannot be restored.</exception>
    public RestoredBackup Restore(string archive)
    {
        if (!File.Exists(archive))
        {
            throw new BackupException($"There is no file {archive}.");
        }

        try
        {
            StoreFolders.Create(files);
            process.Claim();
            var folder = Path.GetDirectoryName(files.Database)!;
            using var work = WorkFolder.Create(folder);
            var keys = work.File("keys");
            PrivatePaths.CreateFolder(keys);
            var manifest = BackupArchive.Unpack(archive, work.File("database"), keys, manifest => RequireSpace(folder, manifest.DatabaseBytes));
            var database = new CopiedDatabase(work.File("database"));
            var isOlder = Check(archive, manifest, database, keys);
            database.UseWriteAheadLog();
            return Replace(archive, manifest, work.File("database"), keys) with { IsOlder = isOlder };
        }
        catch (StoreUnavailableException error)
        {
            throw new BackupException(error.Message, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BackupException(
                IoErrors.IsDiskFull(error) ? $"The disk of {files.Database} is full. Make room, and run this command again." : $"The store cannot be restored. {error.Message}", error);
        }
    }

    private void RequireSpace(string folder, long bytes)
    {
        if (disk.Error(folder, bytes) is { } error)
        {
            throw new BackupException($"{error} Make room on it, and run this command again; nothing was changed.");
        }
    }

    /// <summary>Returns whether the next start has to migrate the database.</summary>
    private bool Check(string archive, BackupManifest manifest, CopiedDatabase database, string keys)
    {
        var facts = database.Check($"The database in {archive}");
        var known = KnownMigrations();
        if (facts.Migrations.FirstOrDefault(applied => !known.Contains(applied)) is { } unknown)
        {
            throw new BackupException(
                $"{archive} is from a newer version of Dixa Webhooks ({manifest.Version}): its database was upgraded to {unknown}, which this version does not know. Restore it with that version; nothing was changed.");
        }

        if (facts.StoreId != manifest.StoreId || facts.Migrations[^1] != manifest.LastMigration || !SameRows(facts.Rows, manifest.Rows))
        {
            throw new BackupException($"The database in {archive} is not the one of its manifest. Use another backup; nothing was changed.");
        }

        // Without keys in the backup, those of the settings must fit.
        if (!KeyFiles.Decrypt(manifest.Keys.Count > 0 ? keys : files.KeyFolder, facts.Encrypted))
        {
            throw new BackupException(manifest switch
            {
                { Keys.Count: > 0 } => $"The keys in {archive} do not decrypt the secrets in its database. Use another backup; nothing was changed.",
                { KeysElsewhere: { } elsewhere } =>
                    $"{archive} does not contain the keys, which were in {elsewhere}, and the keys in {files.KeyFolder} do not decrypt its secrets. Put the keys there, or set Storage:KeyRingPath to their folder; nothing was changed.",
                _ => $"{archive} does not contain the keys, and those in {files.KeyFolder} do not decrypt its secrets. Put the keys there, or set Storage:KeyRingPath to their folder; nothing was changed.",
            });
        }

        return facts.Migrations.Count < known.Count;
    }

    /// <summary>Moves files only. After a kill in between, the same command can be run again.</summary>
    private RestoredBackup Replace(string archive, BackupManifest manifest, string database, string keys)
    {
        var suffix = $".before-restore-{time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        var (previousDatabase, previousKeys) = (files.Database + suffix, files.KeyFolder + suffix);
        if (Path.Exists(previousDatabase) || Path.Exists(previousKeys))
        {
            throw new BackupException($"{previousDatabase} or {previousKeys} already exists. Run this command again in a second.");
        }

        var oldKeys = manifest.Keys.Count > 0 ? KeyFiles.In(files.KeyFolder) : [];
        if (oldKeys.Count > 0)
        {
            PrivatePaths.CreateFolder(previousKeys);
        }

        // The database first: without one the application does not start. Without its write-ahead log it would start, and have lost the last changes.
        var hadDatabase = File.Exists(files.Database);
        if (hadDatabase)
        {
            File.Move(files.Database, previousDatabase);
        }

        // What a killed process leaves belongs to the old database, and would damage the new one.
        if (File.Exists(files.Database + WriteAheadLog))
        {
            File.Move(files.Database + WriteAheadLog, previousDatabase + WriteAheadLog);
        }

        File.Delete(files.Database + SharedMemory);
        UpgradeSnapshot.ForgetInterrupted(files);
        foreach (var key in oldKeys)
        {
            File.Move(key, Path.Combine(previousKeys, Path.GetFileName(key)));
        }

        foreach (var key in KeyFiles.In(keys))
        {
            File.Move(key, Path.Combine(files.KeyFolder, Path.GetFileName(key)));
        }

        File.Move(database, files.Database);
        return new RestoredBackup(archive, manifest, files.Database, files.KeyFolder, hadDatabase ? previousDatabase : null, oldKeys.Count > 0 ? previousKeys : null);
    }

    private static bool SameRows(IReadOnlyDictionary<string, long> found, IReadOnlyDictionary<string, long> expected) =>
        found.Count == expected.Count && found.All(table => expected.TryGetValue(table.Key, out var rows) && rows == table.Value);

    private static HashSet<string> KnownMigrations()
    {
        var options = new DbContextOptionsBuilder<SqliteWebhooksContext>().UseSqlite().Options;
        using var context = new SqliteWebhooksContext(options, new EphemeralDataProtectionProvider());
        return context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
    }
}

/// <summary>A backup that was restored.</summary>
/// <param name="Archive">The file.</param>
/// <param name="Manifest">What it contained.</param>
/// <param name="Database">Where the database is now.</param>
/// <param name="KeyFolder">Where the keys are now.</param>
/// <param name="PreviousDatabase">Where the database is that was there before; null if there was none.</param>
/// <param name="PreviousKeys">Where the keys are that were there before; null if there were none, or if they stayed.</param>
public sealed record RestoredBackup(string Archive, BackupManifest Manifest, string Database, string KeyFolder, string? PreviousDatabase, string? PreviousKeys)
{
    /// <summary>Whether the next start has to migrate the database.</summary>
    public bool IsOlder { get; init; }
}
