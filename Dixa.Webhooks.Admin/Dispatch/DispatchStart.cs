using Hangfire;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Sets up the recurring jobs, recovers what was due before the start, and at the end waits for what is in flight.</summary>
public sealed class DispatchStart(IBackgroundJobClient jobs, IRecurringJobManager recurring, Attempts attempts, TimeProvider time, IOptions<AutoDisableOptions> autoDisable)
    : IHostedService
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        recurring.AddOrUpdate<RecoverJob>("recover", job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        recurring.AddOrUpdate<AutoDisableSweep>(
            "auto-disable", job => job.RunAsync(CancellationToken.None), SweepIntervalAttribute.Cron(autoDisable.Value.SweepInterval));
        jobs.Enqueue<RecoverJob>(job => job.RunAsync(CancellationToken.None));
        return Task.CompletedTask;
    }

    /// <summary>The jobs have stopped by now. What does not end within the host's shutdown time is made again after the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        while (attempts.InFlight > 0 && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Glance, time, CancellationToken.None);
        }
    }
}
