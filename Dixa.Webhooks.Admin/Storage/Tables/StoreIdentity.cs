namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>The single row that identifies a store. It is part of the data: a backup and a migrated copy have the same id.</summary>
public sealed class StoreIdentity
{
    public Guid Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Events up to this key are not in the index of subjects yet; 0 if all are. An older version stored them without it.</summary>
    public long UnindexedEvents { get; set; }

    /// <summary>
    /// Deliveries of events up to this key may have been purged, so it is not known whether a webhook without a delivery missed such an event. 0 if no
    /// delivery was purged.
    /// </summary>
    public long PurgedEvents { get; set; }
}
