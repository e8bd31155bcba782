using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>
/// The storage of the recurring jobs, which one process runs for all. With PostgreSQL they are in the database, and the first process to
/// fetch a job runs it. Lane jobs always stay in the memory of the process that sends the lane, since a job in the database costs as
/// much as a hundred deliveries.
/// </summary>
public sealed class SharedJobStorage(JobStorage own, PostgresSource source, IOptions<StorageOptions> storage)
{
    private readonly Lazy<JobStorage> _shared = new(() => storage.Value.Provider is StorageProvider.PostgreSql
        ? new PostgreSqlStorage(new Connections(source), new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromSeconds(1) })
        : own);

    public JobStorage Storage => _shared.Value;

    private sealed class Connections(PostgresSource source) : IConnectionFactory
    {
        public Npgsql.NpgsqlConnection GetOrCreateConnection() => source.CreateConnection();
    }
}
