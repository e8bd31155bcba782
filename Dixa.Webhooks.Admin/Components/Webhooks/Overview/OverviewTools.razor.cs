using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>Search, filters and order of the overview. Each change is a new address, and begins with the first page.</summary>
public sealed partial class OverviewTools(NavigationManager navigation)
{
    private SearchField? _search;

    [Parameter, EditorRequired]
    public required WebhookQuery Query { get; set; }

    /// <summary>How many webhooks the search finds, by each filter.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyDictionary<WebhookFilter, int> Counts { get; set; }

    /// <summary>The order is to be what it would be now.</summary>
    [Parameter]
    public EventCallback SortAgain { get; set; }

    /// <summary>Puts the cursor into the search.</summary>
    public ValueTask FocusAsync() => _search?.FocusAsync() ?? ValueTask.CompletedTask;

    // What was typed before is no place to come back to.
    private void Search(string typed) => GoTo(Query with { Search = typed }, replace: true);

    private void SortBy(ChangeEventArgs change)
    {
        if (Enum.TryParse<WebhookSort>(change.Value as string, out var sort))
        {
            GoTo(Query with { Sort = sort, Descending = OverviewAddress.IsUsuallyDescending(sort) });
        }
    }

    private void TurnRound() => GoTo(Query with { Descending = !Query.Descending });

    private void GoTo(WebhookQuery query, bool replace = false) => navigation.NavigateTo(AppUrls.FindWebhooks(query with { Page = 1 }), replace: replace);
}
