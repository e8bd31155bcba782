namespace Dixa.Webhooks.Admin.Storage;

/// <summary>A webhook that is gone while part of its history still waits to be deleted.</summary>
public sealed class Removal
{
    public Guid SubscriptionId { get; init; }
}
