using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Notifications;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dixa.Webhooks.Admin.Operations.Health;

/// <summary>Whether the process has started and does not stop. A load balancer sends nothing more to a process that stops.</summary>
internal sealed class ProcessCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public const string Name = "process";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Result.Of(lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested);
}

/// <summary>Whether lanes may start requests.</summary>
internal sealed class LanesCheck(LaneRegistry lanes) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Result.Of(!lanes.Stopped);
}

/// <summary>Whether Hangfire's servers run, which start the lanes and the recurring jobs.</summary>
internal sealed class JobsCheck(JobServers servers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Result.Of(servers.AreAlive());
}

/// <summary>Whether the service that sends e-mails runs. A mail server that does not answer is no failure of it.</summary>
internal sealed class MailCheck(IEnumerable<IHostedService> services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Result.Of(services.OfType<NotificationMailer>().All(mailer => !mailer.KeepsFailing));
}

/// <summary>Whether no other background service keeps failing.</summary>
internal sealed class BackgroundCheck(IEnumerable<IHostedService> services) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Result.Of(services.OfType<GuardedService>().All(service => service is NotificationMailer || !service.KeepsFailing));
}

file static class Result
{
    public static Task<HealthCheckResult> Of(bool isHealthy) => Task.FromResult(isHealthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
