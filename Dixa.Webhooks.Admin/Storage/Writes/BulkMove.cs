namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>A step of a bulk action on deliveries, whose position is the number of deliveries that it has taken.</summary>
/// <param name="Action">The action.</param>
/// <param name="From">Its position before the step. Nothing is stored if it has another one.</param>
/// <param name="Part">The part that the deliveries belong to.</param>
/// <param name="Deliveries">The next deliveries of the part, all of one webhook. Other writes wait in the meantime, so the list must be short.</param>
public sealed record BulkMove(Guid Action, long From, int Part, IReadOnlyList<long> Deliveries)
{
    public long To => From + Deliveries.Count;
}
