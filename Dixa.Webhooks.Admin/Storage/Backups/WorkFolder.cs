using Dixa.Webhooks.Admin.Storage.Files;

namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>
/// A temporary folder next to a backup's file, so that the finished file is moved without copying it. Its lock shows that a process uses it; the
/// folder of a process that was killed is removed by the next backup in the same place.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Prefix = ".dixa-webhooks-";
    private const string Suffix = ".partial";
    private const string LockName = "lock";

    private readonly FileStream _lock;

    private WorkFolder(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }

    public static WorkFolder Create(string parent)
    {
        RemoveAbandoned(parent);
        var path = System.IO.Path.Combine(parent, $"{Prefix}{Guid.NewGuid():N}{Suffix}");
        PrivatePaths.CreateFolder(path);
        return new WorkFolder(path, Lock(path));
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        _lock.Dispose();
        TryDelete(Path);
    }

    private static void RemoveAbandoned(string parent)
    {
        foreach (var folder in Directory.EnumerateDirectories(parent, $"{Prefix}*{Suffix}"))
        {
            try
            {
                Lock(folder).Dispose();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Another process uses it.
                continue;
            }

            TryDelete(folder);
        }
    }

    private static FileStream Lock(string folder)
    {
        var file = new FileStream(System.IO.Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        FolderOwner.Give(file.SafeFileHandle, file.Name);
        return file;
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next backup tries again.
        }
    }
}
