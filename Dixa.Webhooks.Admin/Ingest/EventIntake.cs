using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Telemetry;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Accepts published events. When a call returns, the events and a delivery for each subscribed webhook are on disk.</summary>
public sealed class EventIntake(IntakeWriter store, LaneRegistry lanes, IntakeMetrics metrics)
{
    /// <summary>Stores all events or none, deduplicated by <c>event_id</c>, and wakes the lanes.</summary>
    /// <exception cref="System.Data.Common.DbException">The database failed; nothing was stored.</exception>
    public async Task<IReadOnlyList<EventStored>> StoreAsync(IReadOnlyList<StoredEvent> events)
    {
        IReadOnlyList<EventStored> stored;
        using (AppTracing.StoringEvents(events.Count))
        {
            stored = await store.CommitAsync(new StoreEvents(events));
        }

        var duplicates = stored.Count(one => one.Duplicate);
        metrics.Published(stored.Count - duplicates, duplicates);
        foreach (var subscription in stored.SelectMany(one => one.Subscriptions).Distinct())
        {
            lanes.Wake(subscription);
        }

        return stored;
    }
}
