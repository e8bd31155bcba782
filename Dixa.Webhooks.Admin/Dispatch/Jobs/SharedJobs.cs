using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>
/// Hangfire's jobs that one process runs for all: those that recur. With PostgreSQL they live in its database, where whichever process is
/// first runs one. The lanes' hints never do: each process keeps those of the lanes that it works in its memory, since a job
/// in the database costs as much as a hundred deliveries.
/// </summary>
public sealed class SharedJobs(JobStorage own, PostgresSource source, IOptions<StorageOptions> storage)
{
    private readonly Lazy<JobStorage> _shared = new(() => storage.Value.Provider is StorageProvider.PostgreSql
        ? new PostgreSqlStorage(new Connections(source), new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromSeconds(1) })
        : own);

    /// <summary>Where they are kept.</summary>
    public JobStorage Storage => _shared.Value;

    private sealed class Connections(PostgresSource source) : IConnectionFactory
    {
        public Npgsql.NpgsqlConnection GetOrCreateConnection() => source.CreateConnection();
    }
}
