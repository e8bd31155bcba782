namespace Dixa.Webhooks.Admin.Storage.Files;

/// <summary>
/// A SQLite file belongs to one process. The lock goes with the process, however it ends.
/// </summary>
public sealed class SingleProcess(StoreFiles files) : IDisposable
{
    private FileStream? _lock;

    /// <exception cref="StoreUnavailableException">Another process has the database.</exception>
    public void Claim()
    {
        try
        {
            _lock ??= new FileStream(files.Database + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new StoreUnavailableException(
                $"Another process uses the database {files.Database}. Stop it, or give this one a database of its own with Storage:ConnectionString.", error);
        }
    }

    public void Dispose() => _lock?.Dispose();
}
