using Dixa.Webhooks.Admin.Storage.Files;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Storage.Keys;

/// <summary>The location of the keys that encrypt secrets and cookies.</summary>
/// <param name="options">The storage settings.</param>
/// <param name="files">Resolved only for SQLite.</param>
internal sealed class KeyLocation(IOptions<StorageOptions> options, Lazy<StoreFiles> files)
{
    /// <summary>The full path of the folder; null if the keys are in the database.</summary>
    public string? Folder { get; } = options.Value switch
    {
        { IsPostgres: false } => files.Value.KeyFolder,
        { KeyRingPath.Length: 0 } => null,
        var storage => StoreFiles.FullPath(storage.KeyRingPath, AppContext.BaseDirectory),
    };

    /// <summary>Names the location in messages.</summary>
    public string Name => Folder ?? "the table data_protection_keys";
}
