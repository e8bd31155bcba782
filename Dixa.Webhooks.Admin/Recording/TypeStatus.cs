using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>The status of an event type for a webhook.</summary>
/// <param name="Status">Green, red or gray, with its text.</param>
/// <param name="AttemptedAt">When the attempt with this status started.</param>
public sealed record TypeStatus(EventStatus Status, DateTimeOffset AttemptedAt)
{
    internal static TypeStatus Of(StoredEventStatus stored) =>
        new(EventStatus.Of(new AttemptResult(stored.StatusCode, stored.Failure)), stored.AttemptedAt);
}
