using Hangfire;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>Whether Hangfire's servers of this process run. They send heartbeats to their storage.</summary>
/// <param name="own">The storage of the lane jobs, which is in the memory of this process.</param>
/// <param name="shared">The server of the shared jobs; empty if there is none.</param>
internal sealed class JobServers(JobStorage own, IEnumerable<SharedJobServer> shared)
{
    /// <summary>Cheap, since the heartbeat goes to memory.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(1);

    /// <summary>Less than the 5 seconds within which <c>/readyz</c> promises to notice it, by the second that passes between its checks.</summary>
    private static readonly TimeSpan MaxHeartbeatAge = TimeSpan.FromSeconds(3);

    public bool AreAlive()
    {
        // Hangfire uses the clock of the machine.
        var latest = TimeProvider.System.GetUtcNow().UtcDateTime - MaxHeartbeatAge;
        return own.GetMonitoringApi().Servers().Any(server => server.Heartbeat >= latest) && shared.All(server => server.IsRunning);
    }
}
