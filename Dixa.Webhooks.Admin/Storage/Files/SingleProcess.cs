using Dixa.Webhooks.Admin.Storage.Failures;

namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>Locks a SQLite file for one process. The operating system releases the lock when the process ends, even if it is killed.</summary>
public sealed class SingleProcess(StoreFiles files) : IDisposable
{
    private const string LockSuffix = ".lock";

    private FileStream? _lock;

    /// <exception cref="StoreUnavailableException">Another process uses the database, or its folder is not writable.</exception>
    public void Claim()
    {
        try
        {
            _lock ??= Open();
        }
        catch (Exception error) when (error is UnauthorizedAccessException || IoErrors.IsReadOnly(error))
        {
            var folder = Path.GetDirectoryName(files.Database)!;
            throw new StoreUnavailableException(
                $"Storage:ConnectionString: {UnixAccess.Error(folder, "folder") ?? UnixAccess.Error(files.Database + LockSuffix, "file") ?? $"the folder {folder} is not writable. {error.Message}"}", error);
        }
        catch (Exception error) when (IoErrors.IsDiskFull(error))
        {
            throw new StoreUnavailableException($"Storage:ConnectionString: the disk of {files.Database} is full. Make room on it, and start again.", error);
        }
        catch (IOException error)
        {
            throw new StoreUnavailableException(
                $"Another process uses the database {files.Database}. Stop that process, or set Storage:ConnectionString to another database.", error);
        }
    }

    public void Dispose() => _lock?.Dispose();

    private FileStream Open()
    {
        var file = new FileStream(files.Database + LockSuffix, Options());
        FolderOwner.Give(file.SafeFileHandle, file.Name);
        return file;
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
