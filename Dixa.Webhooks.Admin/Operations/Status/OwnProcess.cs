using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.FrontDoor;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Clocks;
using Dixa.Webhooks.Admin.Storage.Failures;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>This process, as the System page shows it. Reads memory only.</summary>
public sealed class OwnProcess(
    NodeIdentity identity,
    IOptions<NodeOptions> node,
    LaneRegistry lanes,
    DispatchLoad load,
    AttemptCounter attempts,
    ProxySigns proxies,
    StoreFailureLog failures,
    StoreClock clock,
    StoreDialect store,
    IServiceProvider services,
    TimeProvider time)
{
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public ProcessStatus Read()
    {
        var report = new ProcessReport
        {
            Requests = load.Requests,
            Unrecorded = load.Unrecorded,
            WaitsForStore = load.HasTooMuchUnrecorded,
            StoreFails = failures.Failing,
            LastFiveMinutes = attempts.Last(5),
            LastHour = attempts.Last(60),
            ClockAhead = store.IsShared ? clock.Ahead : TimeSpan.Zero,

            // Resolved here, because some of these services need this class.
            Failing = [.. services.GetServices<IHostedService>().OfType<GuardedService>().Select(service => service.Failing).OfType<ServiceFailure>()],
            LostConnections = proxies.LostConnections,
            UnknownProxy = proxies.Unknown?.Address,
            Lanes = [.. lanes.Look().Take(ProcessReport.MaxLanes).Select(lane => new LaneReport(lane.SubscriptionId, lane.Senders, lane.IsSlow, lane.WaitsForTurn, lane.Refused))],
        };
        return new ProcessStatus(
            identity.Id, $"{Environment.MachineName}:{Environment.ProcessId}", node.Value.Roles, AppVersion.Current, StartedAt, time.GetUtcNow(), IsThis: true, report);
    }
}
