using System.Globalization;
using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>Makes a backup next to a SQLite database before a migration changes it, and keeps the last ones.</summary>
internal sealed partial class UpgradeSnapshot(StoreFiles files, BackupMaker maker, IOptions<StorageOptions> options, TimeProvider time, ILogger<UpgradeSnapshot> logger)
{
    private const int Kept = 2;
    private const string Infix = ".before-upgrade-from-";

    // The number of AuditAction.ApplicationStarted. Its data has the version.
    private const string LastVersion = "SELECT data FROM audit WHERE action = 47 ORDER BY id DESC LIMIT 1";

    /// <summary>Exists while a migration runs, and contains the path of its snapshot, if there is one. A migration that is resumed must not replace the snapshot by one of a half-migrated database.</summary>
    private static string Marker(StoreFiles files) => files.Database + ".upgrading";

    /// <summary>The snapshots of a database, newest first.</summary>
    public static IReadOnlyList<string> Of(StoreFiles files) =>
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(files.Database)!, $"{Path.GetFileName(files.Database)}{Infix}*{BackupArchive.Extension}")
            .OrderByDescending(Time, StringComparer.Ordinal),
    ];

    public static void ForgetInterrupted(StoreFiles files) => File.Delete(Marker(files));

    /// <exception cref="StoreUnavailableException">The snapshot cannot be made, and the database is unchanged.</exception>
    public async Task MakeAsync(string lastMigration)
    {
        if (IsInterrupted(lastMigration))
        {
            Log.Continues(logger);
            return;
        }

        var stamp = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var file = $"{files.Database}{Infix}{PreviousVersion() ?? lastMigration.Split('_', 2)[^1]}-{stamp}{BackupArchive.Extension}";
        try
        {
            if (!options.Value.SnapshotBeforeUpgrade)
            {
                Log.Skipped(logger);
                Mark("");
                return;
            }

            Log.Making(logger, file);
            await maker.MakeBeforeUpgradeAsync(file);
            Mark(file);
        }
        catch (Exception error) when (error is BackupException or IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException(
                $"The database {files.Database} must be upgraded, and no snapshot can be made before. {error.Message} To upgrade without a snapshot, set Storage:SnapshotBeforeUpgrade to false.", error);
        }

        foreach (var old in Of(files).Skip(Kept))
        {
            File.Delete(old);
        }

        Log.Made(logger, file);
    }

    /// <summary>Whether a migration has not been completed, by this process or one that was killed.</summary>
    public bool IsIncomplete => File.Exists(Marker(files));

    /// <summary>Called after the migration.</summary>
    public void Complete() => ForgetInterrupted(files);

    private void Mark(string snapshot) => StoreBackups.ReplaceFile(Marker(files), Encoding.UTF8.GetBytes(snapshot));

    private bool IsInterrupted(string lastMigration) =>
        File.Exists(Marker(files))
        && File.ReadAllText(Marker(files)) is var snapshot && File.Exists(snapshot)

        // Otherwise no step was completed, and an older version may have used the store since.
        && BackupArchive.TryReadManifest(snapshot) is { } manifest && string.CompareOrdinal(manifest.LastMigration, lastMigration) < 0;

    /// <summary>The version that last started on the database; null if that was one without an audit log.</summary>
    private string? PreviousVersion()
    {
        using var connection = SqliteRead.Open(files.Database, SqliteOpenMode.ReadOnly);
        if (SqliteRead.Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'audit'").Count == 0 || SqliteRead.Texts(connection, LastVersion) is not [var data])
        {
            return null;
        }

        using var started = JsonDocument.Parse(data);
        return started.RootElement.TryGetProperty("version", out var version) && version.GetString() is { Length: > 0 and < 50 } text && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '+')
            ? text
            : null;
    }

    /// <summary>The end of the name, which is the time.</summary>
    private static string Time(string file) => file[(file.LastIndexOf('-') + 1)..];

    private static partial class Log
    {
        [LoggerMessage(1631, LogLevel.Information, "Making the snapshot {File} before the upgrade")]
        public static partial void Making(ILogger logger, string file);

        [LoggerMessage(1632, LogLevel.Information, "Made the snapshot. To go back, stop this version, and start the earlier one with --restore {File}")]
        public static partial void Made(ILogger logger, string file);

        [LoggerMessage(1635, LogLevel.Information, "Continuing an upgrade that was interrupted; its snapshot stays")]
        public static partial void Continues(ILogger logger);

        [LoggerMessage(1633, LogLevel.Information, "No snapshot before the upgrade, because Storage:SnapshotBeforeUpgrade is false")]
        public static partial void Skipped(ILogger logger);
    }
}
