using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>All that was sent to a webhook, newest first. The filters and the page are the address.</summary>
public sealed partial class DeliveriesTab(DeliverySearch search, NavigationManager navigation, TimeProvider time, DeliveryFeed feed, ILogger<DeliveriesTab> logger)
    : LiveComponent(feed, logger)
{
    private HistoryFilter _filter = new();
    private bool _asked;

    /// <summary>What is on the page, and for which filter it was looked for.</summary>
    private FoundDeliveries? _page;
    private HistoryFilter? _pageOf;
    private FieldError? _problem;

    /// <summary>While the page stands still: what would be on it.</summary>
    private FoundDeliveries? _latest;
    private bool _catchUp;

    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    [Parameter, EditorRequired]
    public required bool MayManage { get; set; }

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

    /// <summary>What happened since the page stands still; null when nothing did.</summary>
    private string? News => (_page, _latest) switch
    {
        (null, _) or (_, null) => null,
        ({ } page, { } latest) when page.Rows.Select(Brief).SequenceEqual(latest.Rows.Select(Brief)) => null,
        ({ } page, { } latest) => latest.Rows.Count(row => IsNewer(row, page)) switch
        {
            0 => "Something changed",
            var many when many == latest.Rows.Count && latest.Next is not null => $"{many} or more new",
            var some => $"{some} new",
        },
    };

    protected override async Task OnParametersSetAsync()
    {
        var before = _filter;
        _filter = new HistoryFilter { Status = Status, Event = Event, Range = Range, From = From, To = To, Search = Search, After = After, Before = Before, Live = Live };
        var first = !_asked;
        _asked = true;
        await FollowAsync(Webhook.Id);
        if (!first && before != _filter)
        {
            await RefreshAsync();
        }
    }

    protected override async Task LoadAsync()
    {
        var filter = _filter;
        var query = filter.Read(time.GetUtcNow(), out _problem);
        if (query is null)
        {
            (_page, _pageOf, _latest) = (null, filter, null);
            return;
        }

        var page = await search.FindAsync(Webhook.Id, query);
        if (!filter.IsLive && _page is not null && filter.Following(true) == _pageOf?.Following(true) && !_catchUp)
        {
            _latest = page;
            return;
        }

        (_page, _pageOf, _latest, _catchUp) = (page, filter, null, false);
        if (filter.Before is not null && page.Previous is null)
        {
            // The way back ends on the first page, and that has an address of its own.
            navigation.NavigateTo(AppUrls.Deliveries(Webhook.Id, filter.FromTheNewest()), replace: true);
        }
    }

    private static object Brief(DeliveryRecord row) => (row.Delivery.Id, row.Delivery.State, row.Delivery.Attempts);

    private static bool IsNewer(DeliveryRecord row, FoundDeliveries page) =>
        page.Rows is not [var first, ..] || (row.Delivery.CreatedAt, row.Delivery.Id).CompareTo((first.Delivery.CreatedAt, first.Delivery.Id)) > 0;

    private void GoTo(HistoryFilter filter) => navigation.NavigateTo(AppUrls.Deliveries(Webhook.Id, filter));

    private Task CatchUpAsync()
    {
        _catchUp = true;
        return RefreshAsync();
    }
}
