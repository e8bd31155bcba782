using Dixa.Webhooks.Admin.Storage.Files;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Storage.Keys;

/// <summary>Where the keys are that seal secrets and cookies.</summary>
/// <param name="options">What the settings say.</param>
/// <param name="files">The files of a SQLite store; not asked for with another.</param>
internal sealed class KeyLocation(IOptions<StorageOptions> options, Lazy<StoreFiles> files)
{
    /// <summary>The folder's full path; null when the keys are in the database itself.</summary>
    public string? Folder { get; } = options.Value switch
    {
        { IsPostgres: false } => files.Value.KeyRing,
        { KeyRingPath.Length: 0 } => null,
        var named => StoreFiles.FullPath(named.KeyRingPath, AppContext.BaseDirectory),
    };

    /// <summary>For people.</summary>
    public string Name => Folder ?? "the table data_protection_keys";
}
