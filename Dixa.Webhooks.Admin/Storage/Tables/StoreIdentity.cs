namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>The single row that identifies a store. It is part of the data: a backup and a migrated copy have the same id.</summary>
public sealed class StoreIdentity
{
    public Guid Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Events up to this key are not in the index of subjects yet; 0 if all are. An older version stored them without it.</summary>
    public long UnindexedEvents { get; set; }
}
