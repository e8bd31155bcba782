namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>A webhook that is gone while part of its history still waits to be deleted.</summary>
public sealed class PendingRemoval
{
    public Guid SubscriptionId { get; init; }
}
