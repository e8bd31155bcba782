using Dixa.Webhooks.Admin.Storage;
using Hangfire;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>Runs the shared jobs. Registered only if processes share the store, since otherwise they are in the storage of all other jobs.</summary>
internal sealed class SharedJobServer(SharedJobStorage shared, StoreDialect store, JobActivator activator) : IHostedService, IDisposable
{
    /// <summary>Without its database, Hangfire's server can take much longer to stop. Other processes run interrupted jobs again.</summary>
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(2);

    private BackgroundJobServer? _server;

    /// <summary>It was started and has not stopped since.</summary>
    public bool IsRunning => _server is { } server && !server.WaitForShutdown(TimeSpan.Zero);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.OpenSharedJobsAsync();
        _server = new BackgroundJobServer(
            new BackgroundJobServerOptions { Activator = activator, WorkerCount = 2, SchedulePollingInterval = TimeSpan.FromSeconds(1), StopTimeout = TimeSpan.FromSeconds(1), ShutdownTimeout = StopDeadline },
            shared.Storage);
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
