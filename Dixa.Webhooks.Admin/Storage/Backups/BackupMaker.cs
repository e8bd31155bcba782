using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>Makes a verified backup of a SQLite store, while another process may use it.</summary>
internal sealed class BackupMaker(StoreFiles files, DiskSpace disk, TimeProvider time)
{
    private const int DiskFull = 13;

    /// <summary>The copy and the archive exist at the same time. The archive is smaller, but how much is not known before.</summary>
    private const int Copies = 2;

    /// <summary>Makes the backup in a new file. It appears under its name when it is complete.</summary>
    /// <param name="file">The full path.</param>
    /// <param name="cancel">Stops waiting for it.</param>
    /// <exception cref="BackupException">It cannot be made, or has no keys that decrypt its secrets. Nothing is left of it.</exception>
    public Task<MadeBackup> MakeAsync(string file, CancellationToken cancel = default) => QuietThread.RunAsync(() => Make(file, Copies), cancel);

    /// <summary>Makes the backup only if afterwards there is also enough space to rebuild every table of the database.</summary>
    /// <inheritdoc cref="MakeAsync"/>
    public Task<MadeBackup> MakeBeforeUpgradeAsync(string file) => QuietThread.RunAsync(() => Make(file, Copies + 1), CancellationToken.None);

    private MadeBackup Make(string file, int copies)
    {
        var started = time.GetTimestamp();
        var folder = Path.GetDirectoryName(file)!;
        if (!File.Exists(files.Database))
        {
            throw new BackupException($"There is no database {files.Database}. Set Storage:ConnectionString to the database that the application uses.");
        }

        if (!Directory.Exists(folder))
        {
            throw new BackupException($"There is no folder {folder}. Create it, or choose another one.");
        }

        if (Path.Exists(file))
        {
            throw new BackupException($"{file} already exists, and is not overwritten. Choose another name.");
        }

        try
        {
            using var work = WorkFolder.Create(folder);
            var (manifest, archive) = Write(work, folder, copies);
            var bytes = new FileInfo(archive).Length;
            File.Move(archive, file);
            return new MadeBackup(file, bytes, time.GetElapsedTime(started), manifest);
        }
        catch (SqliteException error)
        {
            throw new BackupException(error.SqliteErrorCode == DiskFull ? Full(folder) : $"The database {files.Database} cannot be read. {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BackupException(IoErrors.IsDiskFull(error) ? Full(folder) : $"The backup cannot be written to {folder}. {error.Message}", error);
        }
    }

    private (BackupManifest Manifest, string Archive) Write(WorkFolder work, string folder, int copies)
    {
        var keys = files.KeysAreNextToDatabase ? KeyFiles.In(files.KeyFolder) : [];
        CopiedDatabase copy;
        using (var source = SqliteRead.Open(files.Database, SqliteOpenMode.ReadOnly))
        {
            var size = SqliteRead.Number(source, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
            if (disk.Error(folder, (copies * size) + keys.Sum(key => new FileInfo(key).Length)) is { } error)
            {
                throw new BackupException($"{error} Make room on it.");
            }

            copy = CopiedDatabase.Make(source, work.File("copy"));
        }

        var facts = copy.Check($"The database {files.Database}");
        if (files.KeysAreNextToDatabase && !KeyFiles.Decrypt(files.KeyFolder, facts.Encrypted))
        {
            throw new BackupException(
                $"{(keys.Count == 0 ? $"There are no keys in {files.KeyFolder}" : $"The keys in {files.KeyFolder} do not decrypt the secrets in the database {files.Database}")}, so nobody could read the secrets in this backup. "
                + $"Restore the keys from an earlier backup: tar -xzf BACKUP -C {Path.GetDirectoryName(files.KeyFolder)} {Path.GetFileName(files.KeyFolder)}");
        }

        var manifest = new BackupManifest
        {
            Version = AppVersion.Current,
            CreatedAt = time.GetUtcNow(),
            StoreId = facts.StoreId,
            LastMigration = facts.Migrations[^1],
            DatabaseBytes = copy.Bytes,
            Rows = facts.Rows,
            Keys = [.. keys.Select(key => Path.GetFileName(key))],
            KeysElsewhere = files.KeysAreNextToDatabase ? null : files.KeyFolder,
        };
        var archive = work.File("archive");
        BackupArchive.Write(archive, manifest, work.File("copy"), keys);
        return (manifest, archive);
    }

    private static string Full(string folder) => $"The disk of {folder} is full. Make room on it.";
}

/// <summary>A backup that was made.</summary>
/// <param name="File">The full path.</param>
/// <param name="Bytes">The size of the file.</param>
/// <param name="Took">From the start to the finished file.</param>
/// <param name="Manifest">What it contains.</param>
public sealed record MadeBackup(string File, long Bytes, TimeSpan Took, BackupManifest Manifest);
