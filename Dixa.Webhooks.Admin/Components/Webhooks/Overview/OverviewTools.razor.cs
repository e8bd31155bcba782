using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>The overview's search, filters and sort order. Each change navigates to the first page of the new URL.</summary>
public sealed partial class OverviewTools(NavigationManager navigation)
{
    private SearchField? _search;

    [Parameter, EditorRequired]
    public required WebhookQuery Query { get; set; }

    /// <summary>How many webhooks match the search, for each filter.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyDictionary<WebhookFilter, int> Counts { get; set; }

    /// <summary>Raised to sort the rows by their current values.</summary>
    [Parameter]
    public EventCallback Resort { get; set; }

    /// <summary>What is next to the tools.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    public ValueTask FocusAsync() => _search?.FocusAsync() ?? ValueTask.CompletedTask;

    // The history keeps only the last search: going back must not step through every keystroke.
    private void Search(string typed) => GoTo(Query with { Search = typed }, replace: true);

    private void SortBy(WebhookSort sort) => GoTo(Query with { Sort = sort, Descending = OverviewAddress.IsDescendingByDefault(sort) });

    private void Reverse() => GoTo(Query with { Descending = !Query.Descending });

    private void GoTo(WebhookQuery query, bool replace = false) => navigation.NavigateTo(AppUrls.FindWebhooks(query with { Page = 1 }), replace: replace);
}
