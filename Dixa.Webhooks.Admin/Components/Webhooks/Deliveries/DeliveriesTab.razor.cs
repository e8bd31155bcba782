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
    private HistoryFilter _filter = new();
    private bool _isInitialized;

    /// <summary>The shown page, and the filter that it was loaded with.</summary>
    private FoundDeliveries? _page;
    private HistoryFilter? _pageFilter;
    private FieldError? _error;

    /// <summary>While live updates are off: the page as it would be now.</summary>
    private FoundDeliveries? _latest;
    private bool _showLatest;

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

    /// <summary>What has changed while live updates are off; null when nothing has changed.</summary>
    private string? News => (_page, _latest) switch
    {
        (null, _) or (_, null) => null,
        ({ } page, { } latest) when page.Rows.Select(Key).SequenceEqual(latest.Rows.Select(Key)) => null,
        ({ } page, { } latest) => latest.Rows.Count(row => IsNewer(row, page)) switch
        {
            0 => "Deliveries have changed",
            var many when many == latest.Rows.Count && latest.Next is not null => $"{many} or more new",
            var some => $"{some} new",
        },
    };

    protected override async Task OnParametersSetAsync()
    {
        var before = _filter;
        _filter = new HistoryFilter { Status = Status, Event = Event, Range = Range, From = From, To = To, Search = Search, After = After, Before = Before, Live = Live };
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
            (_page, _pageFilter, _latest) = (null, filter, null);
            return;
        }

        var page = await search.FindAsync(Webhook.Id, query);
        if (!filter.IsLive && _page is not null && filter.Following(true) == _pageFilter?.Following(true) && !_showLatest)
        {
            _latest = page;
            return;
        }

        (_page, _pageFilter, _latest, _showLatest) = (page, filter, null, false);
        if (filter.Before is not null && page.Previous is null)
        {
            // Going back reached the first page, which has its own URL.
            navigation.NavigateTo(AppUrls.Deliveries(Webhook.Id, filter.FromTheNewest()), replace: true);
        }
    }

    private static object Key(DeliveryRecord row) => (row.Delivery.Id, row.Delivery.State, row.Delivery.Attempts);

    private static bool IsNewer(DeliveryRecord row, FoundDeliveries page) =>
        page.Rows is not [var first, ..] || (row.Delivery.CreatedAt, row.Delivery.Id).CompareTo((first.Delivery.CreatedAt, first.Delivery.Id)) > 0;

    private void GoTo(HistoryFilter filter) => navigation.NavigateTo(AppUrls.Deliveries(Webhook.Id, filter));

    private Task ShowLatestAsync()
    {
        _showLatest = true;
        return RefreshAsync();
    }
}
