using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Hangfire;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>Runs the shared jobs when they have a storage of their own, which is the case with PostgreSQL.</summary>
internal sealed class SharedJobServer(SharedJobStorage shared, PostgresSource source, JobActivator activator, IOptions<StorageOptions> storage) : IHostedService, IDisposable
{
    /// <summary>Without its database, Hangfire's server can take much longer to stop. Other processes run interrupted jobs again.</summary>
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(2);

    private BackgroundJobServer? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (storage.Value.Provider is StorageProvider.PostgreSql)
        {
            // Hangfire creates its tables when its storage is first used. The lock keeps several processes from doing so at once.
            await source.WithExclusiveLockAsync(() => Task.FromResult(shared.Storage));
            _server = new BackgroundJobServer(
                new BackgroundJobServerOptions { Activator = activator, WorkerCount = 2, SchedulePollingInterval = TimeSpan.FromSeconds(1), StopTimeout = TimeSpan.FromSeconds(1), ShutdownTimeout = StopDeadline },
                shared.Storage);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is { } server)
        {
            server.SendStop();
            await Task.WhenAny(server.WaitForShutdownAsync(cancellationToken), Task.Delay(StopDeadline, CancellationToken.None));
        }
    }

    public void Dispose() => _server?.Dispose();
}
