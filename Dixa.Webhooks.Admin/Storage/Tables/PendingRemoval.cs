namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>A removed webhook whose history is not completely deleted yet.</summary>
public sealed class PendingRemoval
{
    public Guid SubscriptionId { get; init; }
}
