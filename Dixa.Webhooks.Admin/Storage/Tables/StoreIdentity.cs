namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>The single row that identifies a store. It is part of the data: a backup and a migrated copy have the same id.</summary>
public sealed class StoreIdentity
{
    public Guid Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
