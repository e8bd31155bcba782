using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Storage.Tables;

namespace Dixa.Webhooks.Admin.BulkActions;

/// <summary>A bulk action and how far it is.</summary>
/// <param name="Id">The action's id.</param>
/// <param name="Kind">What it does.</param>
/// <param name="WebhookId">The webhook that it is for; null if it can be for several.</param>
/// <param name="WebhookName">The webhook's name when the action was started.</param>
/// <param name="State">Whether it is over.</param>
/// <param name="Total">How many rows it acts on.</param>
/// <param name="Done">How many it has acted on.</param>
/// <param name="Skipped">How many could not be acted on when their turn came.</param>
/// <param name="PerSecond">The max number of rows per second; null for no limit of its own.</param>
/// <param name="ActorName">Who started it.</param>
/// <param name="CreatedAt">When it was started.</param>
/// <param name="EndedAt">Null until it is over.</param>
/// <param name="Error">Why it was paused or has failed, as a sentence; null if a person paused it.</param>
public sealed record BulkActionView(
    Guid Id,
    BulkActionKind Kind,
    Guid? WebhookId,
    string? WebhookName,
    BulkActionState State,
    int Total,
    int Done,
    int Skipped,
    int? PerSecond,
    string ActorName,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    string? Error)
{
    public bool IsOver => State is not (BulkActionState.Running or BulkActionState.Paused);

    internal static BulkActionView Of(StoredBulkAction action) => new(
        action.Id,
        action.Kind,
        action.WebhookId,
        action.WebhookName,
        action.State,
        action.Total,
        action.Done,
        action.Skipped,
        action.PerSecond,
        action.ActorName,
        action.CreatedAt,
        action.EndedAt,
        action.Error);
}
