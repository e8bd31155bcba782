using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>All webhooks, live. What is searched, filtered and sorted, and the page, are the address.</summary>
public sealed partial class OverviewPage(
    WebhookSearch search, CurrentActor currentActor, NavigationManager navigation, DeliveryFeed feed, ILogger<OverviewPage> logger) : LiveComponent(feed, logger)
{
    private Actor? _actor;
    private WebhookQuery _query = WebhookQuery.Default;
    private WebhookPageResult? _found;

    /// <summary>What <see cref="_found"/> answers; null when it is to be found anew.</summary>
    private WebhookQuery? _answered;

    private OverviewTools? _tools;
    private ElementReference _place;
    private bool _pageTurned;

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

    private bool MayManage => _actor is { MayManage: true };

    /// <summary>There is no webhook at all.</summary>
    // By the query that was answered: when a search is cleared, what was found for it is shown until the next answer.
    private bool IsEmpty => _found?.Counts[WebhookFilter.All] == 0 && _answered is { Search.Length: 0 };

    private string NoMatch => (_query.Search.Length > 0, _query.Filter is not WebhookFilter.All) switch
    {
        (true, true) => $"None of those that are {FilterText.Name(_query.Filter).ToLowerInvariant()} has “{_query.Search}” in its name or URL.",
        (true, false) => $"None has “{_query.Search}” in its name or URL.",
        _ => $"None is {FilterText.Name(_query.Filter).ToLowerInvariant()}.",
    };

    protected override async Task OnInitializedAsync() => _actor = await currentActor.SignedInAsync();

    protected override async Task OnParametersSetAsync()
    {
        var (before, query) = (_query, OverviewAddress.Read(Search, Filter, Sort, Direction, PageNumber));
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

    // Who turned the page at its end goes on reading at its beginning.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_pageTurned)
        {
            _pageTurned = false;
            await _place.FocusAsync();
        }
    }

    protected override async Task LoadAsync()
    {
        var query = _query;
        _found = _found is { } shown && query == _answered ? await search.RefreshAsync(query, shown) : await search.FindAsync(query);
        _answered = query;
    }

    private static string Place(WebhookPageResult found)
    {
        var first = (found.Page - 1) * WebhookQuery.PageSize;
        return found switch
        {
            { Total: 0 } => "",
            { Total: 1 } => "1 webhook",
            { Pages: 1 } => string.Create(CultureInfo.InvariantCulture, $"{found.Total:N0} webhooks"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{first + 1:N0} to {first + found.Rows.Count:N0} of {found.Total:N0} webhooks"),
        };
    }

    private string? Sorted(WebhookSort sort) => sort != _query.Sort ? null : _query.Descending ? "descending" : "ascending";

    private async Task SortAgainAsync()
    {
        _answered = null;
        await RefreshAsync();
    }

    private async Task ClearFiltersAsync()
    {
        navigation.NavigateTo(AppUrls.FindWebhooks(_query with { Search = "", Filter = WebhookFilter.All, Page = 1 }));

        // The button that had the focus goes.
        if (_tools is not null)
        {
            await _tools.FocusAsync();
        }
    }
}
