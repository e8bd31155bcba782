using System.Diagnostics.Metrics;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.FrontDoor;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Telemetry;

namespace Dixa.Webhooks.Admin.Operations.Metrics;

/// <summary>The gauges of this process, read from its memory.</summary>
internal sealed class ProcessGauges
{
    public ProcessGauges(IMeterFactory factory, DispatchLoad load, LaneRegistry lanes, OpenPageCounter pages, StoreSnapshotService snapshots, IEnumerable<IHostedService> services)
    {
        var meter = AppMeter.Of(factory);
        GuardedService[] guarded = [.. services.OfType<GuardedService>()];
        meter.CreateObservableGauge("dixa.webhooks.requests.in_flight", () => load.Requests, "{request}", "Requests to endpoints that have not ended.");
        meter.CreateObservableGauge("dixa.webhooks.attempts.unrecorded", () => load.Unrecorded, "{attempt}", "Attempts that have ended and are not recorded yet.");
        meter.CreateObservableGauge("dixa.webhooks.lanes", () => Lanes(lanes), "{lane}", "Lanes with requests in flight (active) or waiting for their share of sockets and memory (waiting).");
        meter.CreateObservableGauge("dixa.webhooks.circuits", () => pages.Total, "{circuit}", "Connected pages.");
        meter.CreateObservableCounter(
            "dixa.webhooks.background.failures",
            () => guarded.Select(service => new Measurement<long>(service.Failures, new KeyValuePair<string, object?>("service", service.GetType().Name))),
            "{failure}",
            "Failed rounds of background services.");
        meter.CreateObservableGauge(
            "dixa.webhooks.ready",
            () => snapshots.Health?.Checks.Select(check => new Measurement<int>(check.Value ? 1 : 0, new KeyValuePair<string, object?>("check", check.Key))) ?? [],
            description: "Whether each check of /readyz passes: 1 or 0.");
    }

    private static IEnumerable<Measurement<int>> Lanes(LaneRegistry lanes)
    {
        var (active, waiting) = lanes.Count();
        return [new(active, new KeyValuePair<string, object?>("state", "active")), new(waiting, new KeyValuePair<string, object?>("state", "waiting"))];
    }
}
