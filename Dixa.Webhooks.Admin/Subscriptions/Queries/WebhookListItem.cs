using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Subscriptions.Queries;

/// <summary>One webhook in a list. Contains no secrets.</summary>
/// <param name="ConsecutiveFailures">Failed attempts since the last success.</param>
/// <param name="LastDelivery">The last attempt of any event type; null before the first.</param>
/// <param name="Revision">Must be passed back with a change, to detect conflicts.</param>
public sealed record WebhookListItem(
    Guid Id,
    string Name,
    string Url,
    int EventCount,
    bool Enabled,
    DisableReason? DisabledReason,
    int ConsecutiveFailures,
    TypeStatus? LastDelivery,
    DayOutcome Day,
    int Revision)
{
    public string Owner { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <param name="Counts">The number of webhooks that match the search text, per filter.</param>
/// <param name="Page">Starts at 1.</param>
/// <param name="Total">The number of matching webhooks on all pages.</param>
/// <param name="PageSize">How many webhooks a page has at most.</param>
public sealed record WebhookPageResult(IReadOnlyList<WebhookListItem> Rows, IReadOnlyDictionary<WebhookFilter, int> Counts, int Page, int Total, int PageSize)
{
    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);
}
