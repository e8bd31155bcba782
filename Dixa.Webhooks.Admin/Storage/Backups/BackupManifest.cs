using System.Text.Json;

namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>What a backup contains: its first file, <c>manifest.json</c>.</summary>
public sealed record BackupManifest
{
    public const int CurrentFormat = 1;
    public const string ThisApplication = "Dixa Webhooks";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public int Format { get; init; } = CurrentFormat;

    public string Application { get; init; } = ThisApplication;

    /// <summary>The version of the application that made the backup.</summary>
    public required string Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null if a version without ids last used the store.</summary>
    public Guid? StoreId { get; init; }

    public required string LastMigration { get; init; }

    public required long DatabaseBytes { get; init; }

    /// <summary>The number of rows of each table.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>The names of the files with keys that the backup contains.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The folder of the keys if the backup does not contain them, because they are not next to the database.</summary>
    public string? KeysElsewhere { get; init; }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Null if the bytes are not a manifest of this application.</summary>
    /// <exception cref="BackupException">A newer version made the backup.</exception>
    public static BackupManifest? Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind is not JsonValueKind.Object
                || !document.RootElement.TryGetProperty("application", out var application) || application.ValueKind is not JsonValueKind.String || application.GetString() != ThisApplication
                || !document.RootElement.TryGetProperty("format", out var format) || !format.TryGetInt32(out var number))
            {
                return null;
            }

            return number > CurrentFormat
                ? throw new BackupException($"A newer version of Dixa Webhooks made this backup ({Version(document.RootElement)}). Restore it with that version.")
                : document.Deserialize<BackupManifest>(Json);
        }
        catch (JsonException)
        {
            return null;
        }

        static string Version(JsonElement manifest) => manifest.TryGetProperty("version", out var version) ? $"{version}" : "unknown";
    }
}
