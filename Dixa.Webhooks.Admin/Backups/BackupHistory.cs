using System.Text.Json;
using Dixa.Webhooks.Admin.Storage.Backups;

namespace Dixa.Webhooks.Admin.Backups;

/// <summary>
/// The last backups of this store, in a file next to the database. They are not in the database, because the program that makes a backup by hand may not be
/// able to write to it, and because a restored database would have those of its time.
/// </summary>
public sealed partial class BackupHistory(StoreBackups backups, ILogger<BackupHistory> logger)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private string Path => $"{backups.Database}.backups.json";

    /// <summary>What is known; nothing if the database has its own tools for backups.</summary>
    public BackupRecord Read()
    {
        try
        {
            return backups.Advice is null && File.Exists(Path) ? JsonSerializer.Deserialize<BackupRecord>(File.ReadAllBytes(Path), Json) ?? new BackupRecord() : new BackupRecord();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            Log.NotRead(logger, Path, error.Message);
            return new BackupRecord();
        }
    }

    /// <summary>Changes the file. If that fails, it is logged: a backup must not fail because its record cannot be written.</summary>
    public void Update(Func<BackupRecord, BackupRecord> change)
    {
        try
        {
            StoreBackups.ReplaceFile(Path, JsonSerializer.SerializeToUtf8Bytes(change(Read()), Json));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.NotWritten(logger, Path, error.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2304, LogLevel.Warning, "Failed to read {File}, which has the times of the last backups. {Reason}")]
        public static partial void NotRead(ILogger logger, string file, string reason);

        [LoggerMessage(2305, LogLevel.Warning, "Failed to write {File}; the time of the last backup that is shown is too old. {Reason}")]
        public static partial void NotWritten(ILogger logger, string file, string reason);
    }
}
