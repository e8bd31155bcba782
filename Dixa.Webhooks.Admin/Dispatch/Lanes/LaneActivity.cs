namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>What a lane of this process is doing.</summary>
/// <param name="SubscriptionId">The webhook.</param>
/// <param name="Senders">Requests in flight or about to start.</param>
/// <param name="IsSlow">The last request took longer than a second or timed out, or none has ended yet.</param>
/// <param name="WaitsForTurn">Requests are scarce, and other lanes come first.</param>
/// <param name="Refused">Deliveries whose attempts the store refuses to record.</param>
/// <param name="IsElsewhere">Another process has its lease.</param>
public sealed record LaneActivity(Guid SubscriptionId, int Senders, bool IsSlow, bool WaitsForTurn, int Refused, bool IsElsewhere)
{
    public bool IsIdle => Senders == 0 && !WaitsForTurn && Refused == 0;
}
