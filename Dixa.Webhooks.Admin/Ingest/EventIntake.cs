using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Takes events in: once this has answered, they are on the disk with a delivery for each webhook that wants them.</summary>
public sealed class EventIntake(IntakeWriter store, LaneRegistry lanes)
{
    /// <summary>Stores all of the events or none, each once by its <c>event_id</c>, and wakes the lanes.</summary>
    /// <exception cref="System.Data.Common.DbException">The store refused; nothing is stored.</exception>
    public async Task<IReadOnlyList<EventStored>> StoreAsync(IReadOnlyList<StoredEvent> events)
    {
        var stored = await store.CommitAsync(new StoreEvents(events));
        foreach (var subscription in stored.SelectMany(one => one.Subscriptions).Distinct())
        {
            lanes.Wake(subscription);
        }

        return stored;
    }
}
