namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>The one row that tells a store from every other. It stays with the data: a backup and a migrated copy have the same id.</summary>
public sealed class StoreIdentity
{
    public Guid Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
