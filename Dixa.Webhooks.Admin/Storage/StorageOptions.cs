using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Sqlite;

namespace Dixa.Webhooks.Admin.Storage;

public enum StorageProvider
{
    /// <summary>A file, for one process.</summary>
    Sqlite,

    /// <summary>A database that any number of processes can share.</summary>
    PostgreSql,
}

/// <summary>Where data is stored: section <c>Storage</c>.</summary>
public sealed class StorageOptions : IValidatableObject
{
    public const string Section = "Storage";

    public StorageProvider Provider { get; set; }

    /// <summary>
    /// For SQLite <c>Data Source=file</c>. A relative path starts at the repository's root, or at the application's folder if there is no
    /// repository. For PostgreSQL see <see cref="PostgresSource.Example"/>.
    /// </summary>
    [Secret(IsConnectionString = true)]
    [Required(ErrorMessage = "must be a connection string, for example Data Source=data/webhooks.db.")]
    public string ConnectionString { get; set; } = "Data Source=data/webhooks.db";

    /// <summary>
    /// The folder of the keys that encrypt secrets and cookies. Empty means the folder <c>keys</c> next to the SQLite file. With PostgreSQL
    /// it means the database, so that every process has the keys.
    /// </summary>
    public string KeyRingPath { get; set; } = "";

    /// <summary>Whether a backup is made next to the SQLite file before a new version migrates it.</summary>
    public bool SnapshotBeforeUpgrade { get; set; } = true;

    /// <summary>The number of files and connections that the store may open.</summary>
    internal int OpenFiles => IsPostgres ? PostgresSource.MaxConnections(ConnectionString) : SqliteDialect.OpenFiles;

    /// <summary>Whether several processes can use the store.</summary>
    internal bool IsShared => IsPostgres;

    /// <summary>The settings, before there are services.</summary>
    internal static StorageOptions Read(IConfiguration configuration) => configuration.GetSection(Section).Get<StorageOptions>() ?? new StorageOptions();

    internal bool IsPostgres => Provider is StorageProvider.PostgreSql;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        IsPostgres && PostgresSource.Error(ConnectionString) is { } error ? [new ValidationResult(error, [nameof(ConnectionString)])] : [];
}
