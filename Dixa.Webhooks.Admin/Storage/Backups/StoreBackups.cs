using Dixa.Webhooks.Admin.Storage.Files;

namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>Makes and restores backups of the store, unless the database has its own tools for that.</summary>
public sealed class StoreBackups(StoreDialect dialect, IServiceProvider services)
{
    /// <summary>The extension of a backup's name.</summary>
    public const string Extension = BackupArchive.Extension;

    /// <summary>How to back up the store with the database's own tools; null if this class does it.</summary>
    public string? Advice => dialect.BackupAdvice;

    /// <summary>How to restore the store with the database's own tools; null if this class does it.</summary>
    public string? RestoreAdvice => dialect.RestoreAdvice;

    /// <summary>The full path of the database's file. Only if there is no <see cref="Advice"/>.</summary>
    public string Database => services.GetRequiredService<StoreFiles>().Database;

    /// <summary>Makes a verified backup while the store is in use. The file appears when it is complete.</summary>
    /// <param name="file">The full path of the new file.</param>
    /// <param name="cancel">Stops waiting for it.</param>
    /// <exception cref="BackupException">It cannot be made.</exception>
    public Task<MadeBackup> MakeAsync(string file, CancellationToken cancel) => services.GetRequiredService<BackupMaker>().MakeAsync(file, cancel);

    /// <summary>Replaces the store by a backup, and keeps what was there.</summary>
    /// <param name="file">The full path.</param>
    /// <exception cref="BackupException">It cannot be restored.</exception>
    public RestoredBackup Restore(string file) => services.GetRequiredService<BackupRestorer>().Restore(file);

    /// <summary>Creates a folder for backups that only the process's user can access.</summary>
    /// <exception cref="BackupException">It cannot be created.</exception>
    public static void CreateFolder(string folder)
    {
        try
        {
            PrivatePaths.CreateFolder(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"The folder {folder} cannot be created. {error.Message}", error);
        }
    }

    /// <summary>Replaces a small file as a whole, readable only for the process's user.</summary>
    public static void ReplaceFile(string path, byte[] content)
    {
        var next = $"{path}.{Guid.NewGuid():N}";
        try
        {
            using (var file = PrivatePaths.CreateFile(next))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
        }
        catch
        {
            File.Delete(next);
            throw;
        }
    }

    /// <summary>Deletes the oldest backups of a store in a folder. Other files stay, also backups of other stores.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="names">A pattern of names that sort by time.</param>
    /// <param name="store">The id of the store.</param>
    /// <param name="keep">How many stay.</param>
    public static void Prune(string folder, string names, Guid? store, int keep)
    {
        foreach (var file in Directory.EnumerateFiles(folder, names).OrderDescending(StringComparer.Ordinal).Where(file => IsOf(file, store)).Skip(keep).ToList())
        {
            File.Delete(file);
        }
    }

    private static bool IsOf(string file, Guid? store)
    {
        try
        {
            return BackupArchive.TryReadManifest(file) is { } manifest && manifest.StoreId == store;
        }
        catch (BackupException)
        {
            // A newer version made it.
            return false;
        }
    }
}
