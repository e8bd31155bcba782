using Dixa.Webhooks.Admin.Storage.Failures;

namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>Locks a SQLite file for one process. The operating system releases the lock when the process ends, even if it is killed.</summary>
public sealed class SingleProcess(StoreFiles files) : IDisposable
{
    private FileStream? _lock;

    /// <exception cref="StoreUnavailableException">Another process uses the database.</exception>
    public void Claim()
    {
        try
        {
            _lock ??= new FileStream(files.Database + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new StoreUnavailableException(
                $"Another process uses the database {files.Database}. Stop that process, or set Storage:ConnectionString to another database.", error);
        }
    }

    public void Dispose() => _lock?.Dispose();
}
