using Dixa.Webhooks.Admin.Domain.BulkActions;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>A part of the deliveries that a bulk action acts on, all of one webhook. Deleted when the action is over.</summary>
public sealed class StoredBulkPart
{
    public Guid ActionId { get; init; }

    public int Number { get; init; }

    public Guid WebhookId { get; init; }

    /// <summary>The keys of the deliveries; see <see cref="KeyList"/>.</summary>
    public required byte[] Deliveries { get; init; }

    /// <summary>How many deliveries there are.</summary>
    public int Count { get; init; }

    /// <summary>How many of them the action has acted on or skipped.</summary>
    public int Taken { get; set; }
}
