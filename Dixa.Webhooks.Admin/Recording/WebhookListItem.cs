namespace Dixa.Webhooks.Admin.Recording;

/// <summary>A webhook among others: nothing secret in it.</summary>
/// <param name="ConsecutiveFailures">Attempts that failed since the last success.</param>
/// <param name="LastDelivery">The last attempt, whatever the event type; null before the first.</param>
/// <param name="Day">The last 24 hours.</param>
/// <param name="Revision">To be handed back with a change.</param>
public sealed record WebhookListItem(
    Guid Id,
    string Name,
    string Url,
    int EventCount,
    bool Enabled,
    string? DisabledReason,
    int ConsecutiveFailures,
    TypeStatus? LastDelivery,
    DayOutcome Day,
    int Revision);

/// <summary>A page of webhooks.</summary>
/// <param name="Rows">In the order that was asked for.</param>
/// <param name="Counts">How many the search finds, by each filter.</param>
/// <param name="Page">Which page it is, from 1 on.</param>
/// <param name="Total">How many match, on all pages.</param>
public sealed record WebhookPageResult(IReadOnlyList<WebhookListItem> Rows, IReadOnlyDictionary<WebhookFilter, int> Counts, int Page, int Total)
{
    public int Pages => Math.Max(1, (Total + WebhookQuery.PageSize - 1) / WebhookQuery.PageSize);
}
