using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>All webhooks, live. The URL holds the search, the filter, the sort order and the page.</summary>
public sealed partial class OverviewPage(
    WebhookSearch search, CurrentActor currentActor, NavigationManager navigation, DeliveryFeed feed, ILogger<OverviewPage> logger) : LiveComponent(feed, logger)
{
    private Actor? _actor;
    private WebhookQuery _query = WebhookQuery.Default;
    private WebhookPageResult? _found;

    /// <summary>The query of <see cref="_found"/>; null to search again and re-sort.</summary>
    private WebhookQuery? _foundQuery;

    private OverviewTools? _tools;
    private ElementReference _place;
    private bool _pageTurned;
    private HoldArea? _hold;
    private WebhookSelection _selection = null!;

    /// <summary>Whether a search would find other rows than those that are shown while the list is held.</summary>
    private bool _isOutdated;
    private bool _showLatest;

    [SupplyParameterFromQuery(Name = OverviewAddress.Search)]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = OverviewAddress.Filter)]
    public string? Filter { get; set; }

    [SupplyParameterFromQuery(Name = OverviewAddress.Sort)]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = OverviewAddress.Direction)]
    public string? Direction { get; set; }

    [SupplyParameterFromQuery(Name = OverviewAddress.Page)]
    public string? PageNumber { get; set; }

    [SupplyParameterFromQuery(Name = PageSize.Name)]
    public string? RowsPerPage { get; set; }

    private bool CanManage => _actor is { MayManage: true };

    /// <summary>Whether there are no webhooks at all.</summary>
    // By the query that was loaded: when a search is cleared, its result is shown until the next one is loaded.
    private bool IsEmpty => _found?.Counts[WebhookFilter.All] == 0 && _foundQuery is { Search.Length: 0 };

    private string NoMatch => (_query.Search.Length > 0, _query.Filter is not WebhookFilter.All) switch
    {
        (true, true) => $"No {FilterText.Name(_query.Filter).ToLowerInvariant()} webhook has “{_query.Search}” in its name, URL, description, owner or tags.",
        (true, false) => $"No webhook has “{_query.Search}” in its name, URL, description, owner or tags.",
        _ => $"No webhook is {FilterText.Name(_query.Filter).ToLowerInvariant()}.",
    };

    protected override async Task OnInitializedAsync()
    {
        _selection = new WebhookSelection(StateHasChanged);
        _actor = await currentActor.SignedInAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        var (before, query) = (_query, OverviewAddress.Read(Search, Filter, Sort, Direction, PageNumber, RowsPerPage));
        _query = query;
        if (_found is null)
        {
            await FollowAsync(null);
        }
        else if (before != query)
        {
            await RefreshAsync();
            _pageTurned = before.Page != query.Page && before with { Page = query.Page } == query;
        }
    }

    // The paging links are below the table: move the focus back above it.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_pageTurned)
        {
            _pageTurned = false;
            await _place.FocusAsync();
        }
    }

    protected override Task PrerenderAsync() => LoadAsync();

    protected override object? Capture() => _found is { } found && _foundQuery is { } query ? new Loaded(query, found) : null;

    protected override void Restore(object captured)
    {
        if (captured is Loaded loaded && loaded.Query == _query)
        {
            (_foundQuery, _found) = (loaded.Query, loaded.Found);
        }
    }

    protected override async Task LoadAsync()
    {
        var query = _query;
        if (_found is { Rows.Count: > 0 } held && query == _foundQuery && _hold is { IsHeld: true } && !_showLatest)
        {
            (_found, _isOutdated) = await search.RefreshRowsAsync(query, held);
        }
        else
        {
            _found = _found is { } shown && query == _foundQuery ? await search.RefreshAsync(query, shown) : await search.FindAsync(query);
            (_foundQuery, _isOutdated, _showLatest) = (query, false, false);
        }

        _selection.Update(_found.Rows);
    }

    private static string Place(WebhookPageResult found)
    {
        var first = (found.Page - 1) * found.PageSize;
        return found switch
        {
            { Total: 0 } => "",
            { Total: 1 } => "1 webhook",
            { Pages: 1 } => string.Create(CultureInfo.InvariantCulture, $"{found.Total:N0} webhooks"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{first + 1:N0} to {first + found.Rows.Count:N0} of {found.Total:N0} webhooks"),
        };
    }

    private string? Sorted(WebhookSort sort) => sort != _query.Sort ? null : _query.Descending ? "descending" : "ascending";

    private Task ShowLatestAsync()
    {
        _showLatest = true;
        return RefreshAsync();
    }

    private async Task ResortAsync()
    {
        _foundQuery = null;
        await RefreshAsync();
    }

    private async Task ClearFiltersAsync()
    {
        navigation.NavigateTo(AppUrls.FindWebhooks(_query with { Search = "", Filter = WebhookFilter.All, Page = 1 }));

        // The button that had the focus disappears.
        if (_tools is not null)
        {
            await _tools.FocusAsync();
        }
    }

    private sealed record Loaded(WebhookQuery Query, WebhookPageResult Found);
}
