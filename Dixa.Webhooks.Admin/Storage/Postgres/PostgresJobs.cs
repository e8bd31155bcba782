using Hangfire;
using Hangfire.PostgreSql;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>Hangfire's storage in the database, for jobs that the first process to fetch them runs.</summary>
internal sealed class PostgresJobs(PostgresSource source) : IConnectionFactory
{
    private JobStorage? _storage;

    /// <summary>Opened when it is first used.</summary>
    public JobStorage Storage => LazyInitializer.EnsureInitialized(
        ref _storage, () => new PostgreSqlStorage(this, new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromSeconds(1) }));

    /// <summary>Opening the storage creates Hangfire's tables. The lock keeps several processes from doing so at once.</summary>
    public Task OpenAsync() => source.WithExclusiveLockAsync(() => Task.FromResult(Storage));

    public NpgsqlConnection GetOrCreateConnection() => source.CreateConnection();
}
