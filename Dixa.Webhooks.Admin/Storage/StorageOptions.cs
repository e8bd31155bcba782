using System.ComponentModel.DataAnnotations;
using Dixa.Webhooks.Admin.Storage.Postgres;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>The store's kind.</summary>
public enum StorageProvider
{
    /// <summary>A file, which belongs to one process.</summary>
    Sqlite,

    /// <summary>A database that any number of processes share.</summary>
    PostgreSql,
}

/// <summary>Where everything is kept: section <c>Storage</c>.</summary>
public sealed class StorageOptions : IValidatableObject
{
    public const string Section = "Storage";

    public StorageProvider Provider { get; set; }

    /// <summary>
    /// For SQLite <c>Data Source=file</c>; a relative file stands under the repository's root, or beside the application where there is none.
    /// For PostgreSQL as in <see cref="PostgresSource.Example"/>.
    /// </summary>
    [Required(ErrorMessage = "Give a connection string, for example Data Source=data/webhooks.db.")]
    public string ConnectionString { get; set; } = "Data Source=data/webhooks.db";

    /// <summary>
    /// The folder of the keys that encrypt secrets and cookies. Empty means <c>keys</c> beside a SQLite file, and with PostgreSQL the
    /// database, where every process finds them.
    /// </summary>
    public string KeyRingPath { get; set; } = "";

    /// <summary>The files of SQLite's connections under load.</summary>
    internal const int SqliteFiles = 48;

    /// <summary>The files and connections that the store may have open.</summary>
    internal int OpenFiles => IsPostgres ? PostgresSource.MaxConnections(ConnectionString) : SqliteFiles;

    internal bool IsPostgres => Provider is StorageProvider.PostgreSql;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        IsPostgres && PostgresSource.Error(ConnectionString) is { } problem ? [new ValidationResult(problem, [nameof(ConnectionString)])] : [];
}
