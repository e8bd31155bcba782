using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Telemetry;

namespace Dixa.Webhooks.Admin.Operations.Metrics;

/// <summary>Makes every counter visible as 0 at the start, once something collects it.</summary>
internal sealed class CounterStart(IntakeMetrics intake, DispatchMetrics dispatch, StoreMetrics store, PeopleMetrics people) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        intake.Start(PublishRefusal.Reasons);
        dispatch.Start(AttemptOutcome.All);
        store.Start();
        people.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
