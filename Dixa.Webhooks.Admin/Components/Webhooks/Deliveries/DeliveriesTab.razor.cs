using System.Globalization;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>All deliveries to a webhook, newest first. The URL holds the filters and the page.</summary>
public sealed partial class DeliveriesTab(DeliverySearch search, NavigationManager navigation, TimeProvider time, DeliveryFeed feed, ILogger<DeliveriesTab> logger)
    : LiveComponent(feed, logger)
{
    /// <summary>Counting new deliveries stops here.</summary>
    private const int MaxNews = 1_000;

    private HistoryFilter _filter = new();
    private bool _isInitialized;

    /// <summary>The shown page, and the filter that it was loaded with.</summary>
    private FoundDeliveries? _page;
    private HistoryFilter? _pageFilter;
    private FieldError? _error;

    private IReadOnlyDictionary<long, DeliverySummary> _summaries = new Dictionary<long, DeliverySummary>();

    /// <summary>How many deliveries are newer than the shown page, which waits for the user; null when nothing has changed.</summary>
    private int? _news;
    private bool _showLatest;
    private HoldArea? _hold;

    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    [Parameter, EditorRequired]
    public required bool CanManage { get; set; }

    [SupplyParameterFromQuery(Name = HistoryFilter.StatusName)]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = HistoryFilter.EventName)]
    public string? Event { get; set; }

    [SupplyParameterFromQuery(Name = HistoryFilter.RangeName)]
    public string? Range { get; set; }

    [SupplyParameterFromQuery(Name = HistoryFilter.FromName)]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = HistoryFilter.ToName)]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = HistoryFilter.SearchName)]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = HistoryFilter.AfterName)]
    public string? After { get; set; }

    [SupplyParameterFromQuery(Name = HistoryFilter.BeforeName)]
    public string? Before { get; set; }

    [SupplyParameterFromQuery(Name = HistoryFilter.LiveName)]
    public string? Live { get; set; }

    [SupplyParameterFromQuery(Name = PageSize.Name)]
    public string? RowsPerPage { get; set; }

    /// <summary>The delivery next to the list.</summary>
    [SupplyParameterFromQuery(Name = TwoPanes.OpenName)]
    public long? Open { get; set; }

    /// <summary>What has changed since the shown page was loaded; null when nothing has changed.</summary>
    private string? News => _news switch
    {
        null => null,
        0 => "Deliveries have changed",
        1 => "1 new delivery",
        >= MaxNews => string.Create(CultureInfo.InvariantCulture, $"{MaxNews:N0} or more new deliveries"),
        var count => string.Create(CultureInfo.InvariantCulture, $"{count:N0} new deliveries"),
    };

    protected override async Task OnParametersSetAsync()
    {
        var before = _filter;
        _filter = new HistoryFilter { Status = Status, Event = Event, Range = Range, From = From, To = To, Search = Search, After = After, Before = Before, Live = Live, Size = RowsPerPage };
        var isFirst = !_isInitialized;
        _isInitialized = true;
        await FollowAsync(Webhook.Id);
        if (!isFirst && before != _filter)
        {
            await RefreshAsync();
        }
    }

    protected override async Task LoadAsync()
    {
        var filter = _filter;
        var query = filter.Read(time.GetUtcNow(), out _error);
        if (query is null)
        {
            (_page, _pageFilter, _news) = (null, filter, null);
            return;
        }

        if (_page is { Rows.Count: > 0 } shown && filter.Following(true) == _pageFilter?.Following(true) && !_showLatest && (!filter.IsLive || (_hold is { IsHeld: true } && filter.IsFirstPage)))
        {
            await WaitAsync(shown, filter, query);
            return;
        }

        var page = await search.FindAsync(Webhook.Id, query);
        _summaries = await search.SummariesAsync([.. page.Rows.Select(row => row.Delivery.Id)]);
        (_page, _pageFilter, _news, _showLatest) = (page, filter, null, false);
        if (filter.Before is not null && page.Previous is null)
        {
            // Going back reached the first page, which has its own URL.
            navigation.NavigateTo(AppUrls.Deliveries(Webhook.Id, filter.FromTheNewest()), replace: true);
        }
    }

    private static object Key(DeliveryRecord row) => (row.Delivery.Id, row.Delivery.State, row.Delivery.Attempts);

    /// <summary>Counts what is new, and leaves the rows where they are. While the list is held, their values stay current.</summary>
    private async Task WaitAsync(FoundDeliveries shown, HistoryFilter filter, DeliveryQuery query)
    {
        var rows = await search.RefreshAsync(shown.Rows);
        var newer = shown.Rows is [var first, ..] && filter.IsFirstPage ? await search.CountNewerAsync(Webhook.Id, query, first, MaxNews) : 0;
        var hasChanged = !rows.Select(Key).SequenceEqual(shown.Rows.Select(Key));
        if (filter.IsLive)
        {
            _summaries = await search.SummariesAsync([.. rows.Select(row => row.Delivery.Id)]);
            (_page, _news) = (shown with { Rows = rows }, newer > 0 ? newer : null);
        }
        else
        {
            _news = newer > 0 || hasChanged ? newer : null;
        }
    }

    private void GoTo(HistoryFilter filter) => navigation.NavigateTo(AppUrls.Deliveries(Webhook.Id, filter));

    private Task ShowLatestAsync()
    {
        _showLatest = true;
        return RefreshAsync();
    }
}
