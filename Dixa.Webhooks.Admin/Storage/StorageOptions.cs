using System.ComponentModel.DataAnnotations;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>Where everything is kept: section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>The store's kind. <c>Sqlite</c> is the only one so far.</summary>
    [AllowedValues("Sqlite", ErrorMessage = "The allowed value is Sqlite.")]
    public string Provider { get; set; } = "Sqlite";

    /// <summary>For SQLite <c>Data Source=file</c>. A relative file stands under the repository's root, or beside the application where there is none.</summary>
    [Required(ErrorMessage = "Give a connection string, for example Data Source=data/webhooks.db.")]
    public string ConnectionString { get; set; } = "Data Source=data/webhooks.db";

    /// <summary>The folder of the keys that encrypt secrets and cookies; empty means <c>keys</c> beside the database.</summary>
    public string KeyRing { get; set; } = "";
}
