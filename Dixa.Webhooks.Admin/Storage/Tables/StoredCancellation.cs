using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>
/// Why deliveries of a webhook were cancelled: the reason why the webhook was disabled. A million deliveries can have the same one, so they only
/// have its key.
/// </summary>
public sealed class StoredCancellation
{
    public long Id { get; init; }

    public Guid SubscriptionId { get; init; }

    public required DisableReason Reason { get; init; }
}
