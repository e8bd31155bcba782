using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.BulkActions;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Recording.Finding;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>All deliveries of all webhooks, newest first, with a search. The URL holds the search, the filters and the page.</summary>
public sealed partial class FindPage(DeliveryFinder finder, CurrentActor currentActor, NavigationManager navigation, TimeProvider time, DeliveryFeed feed, ILogger<FindPage> logger) : LiveComponent(feed, logger)
{
    /// <summary>More than can be searched, so that a longer text gets an error instead of being cut.</summary>
    private const int MaxTyped = 20_000;

    private FindAddress _address = new();
    private FoundPage? _page;
    private FoundCount? _count;
    private FieldError? _error;
    private IReadOnlyList<NamedWebhook> _webhooks = [];
    private IReadOnlyList<EventType> _choices = [];
    private string? _taken;
    private string? _timeline;
    private bool _isInitialized;
    private bool _focusBox = true;
    private SearchField? _box;
    private BulkActionPanel? _actions;
    private DeliverySelection _selection = null!;
    private HoldArea? _hold;
    private OpenDelivery? _open;

    /// <summary>The address that the shown page was loaded with.</summary>
    private FindAddress? _pageAddress;

    /// <summary>How many deliveries are newer than the shown page, and wait for the user.</summary>
    private int _news;
    private bool _showLatest;
    private bool _mayAct;

    [SupplyParameterFromQuery(Name = FindAddress.SearchName)]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = FindAddress.WebhookName)]
    public string? Webhook { get; set; }

    [SupplyParameterFromQuery(Name = FindAddress.EventName)]
    public string? Event { get; set; }

    [SupplyParameterFromQuery(Name = FindAddress.StatusName)]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = FindAddress.OutcomeName)]
    public string? Outcome { get; set; }

    [SupplyParameterFromQuery(Name = FindAddress.TestName)]
    public string? Test { get; set; }

    [SupplyParameterFromQuery(Name = FindAddress.RangeName)]
    public string? Range { get; set; }

    [SupplyParameterFromQuery(Name = FindAddress.FromName)]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = FindAddress.ToName)]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = FindAddress.AfterName)]
    public string? After { get; set; }

    [SupplyParameterFromQuery(Name = PageSize.Name)]
    public string? RowsPerPage { get; set; }

    /// <summary>See <see cref="OpenDelivery"/>.</summary>
    [SupplyParameterFromQuery(Name = TwoPanes.OpenName)]
    public string? Open { get; set; }

    private string? News => _news switch
    {
        0 => null,
        1 => "1 new delivery",
        >= FindQuery.MaxPerPage => string.Create(CultureInfo.InvariantCulture, $"{FindQuery.MaxPerPage} or more new deliveries"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{_news} new deliveries"),
    };

    private string CountText => (_error, _count) switch
    {
        (not null, _) or (_, null) => "",
        (_, { Value: null }) => "Not counted",
        (_, { IsMore: true, Value: { } count }) => string.Create(CultureInfo.InvariantCulture, $"More than {count:N0} deliveries"),
        (_, { Value: 1 }) => "1 delivery",
        (_, { Value: { } count }) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} deliveries"),
    };

    private string NoMatch => _address switch
    {
        { Search: not null, HasFilters: true } => "No delivery matches the search and all filters.",
        { Search: not null } => "No delivery matches the search. Events without a delivery are on the timeline of their conversation.",
        _ => "No delivery matches all filters.",
    };

    protected override async Task OnInitializedAsync()
    {
        _selection = new DeliverySelection(StateHasChanged);
        _mayAct = (await currentActor.SignedInAsync()).MayManage;
    }

    protected override async Task OnParametersSetAsync()
    {
        var before = _address;
        _address = new FindAddress { Search = Search, Webhook = Webhook, Event = Event, Status = Status, Outcome = Outcome, Test = Test, Range = Range, From = From, To = To, After = After, Size = RowsPerPage };
        _open = OpenDelivery.Read(Open);
        var isFirst = !_isInitialized;
        _isInitialized = true;
        await FollowAsync(null);
        if (!isFirst && before != _address)
        {
            _count = null;
            if (before.FromTheNewest() != _address.FromTheNewest())
            {
                _selection.Clear();
            }

            await RefreshAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focusBox && _box is not null && RendererInfo.IsInteractive)
        {
            _focusBox = false;
            await _box.FocusAsync();
        }
    }

    protected override Task PrerenderAsync() => LoadAsync();

    protected override object? Capture() => _page is null ? null : new Loaded(_address, _page, _count, _webhooks, _taken, _timeline, _choices);

    protected override void Restore(object captured)
    {
        if (captured is Loaded loaded && loaded.Address == _address)
        {
            (_page, _count, _webhooks, _taken, _timeline, _choices) = (loaded.Page, loaded.Count, loaded.Webhooks, loaded.Taken, loaded.Timeline, loaded.Choices);
        }
    }

    protected override async Task LoadAsync()
    {
        var address = _address;
        _webhooks = (await finder.NamedAsync("")).Webhooks;
        if (address.Read(time.GetUtcNow(), out _error) is not { } query)
        {
            (_page, _count, _news, _taken, _timeline, _choices) = (null, null, 0, null, null, []);
            return;
        }

        var named = query.Term is SearchTerm.Name name ? await finder.NamedAsync(name.Text) : null;
        if (_page is { Rows: [var first, ..] } shown && address == _pageAddress && address.After is null && _hold is { IsHeld: true } && !_showLatest)
        {
            _news = await finder.CountBeforeAsync(query, first.Record.Delivery.Id);
            _page = shown with { Rows = await finder.RefreshAsync(shown.Rows) };
            return;
        }

        var page = await finder.FindAsync(query);
        var count = await finder.CountAsync(query);
        if (address != _address)
        {
            // The address has changed since, and another load follows.
            return;
        }

        (_page, _pageAddress, _count, _news, _showLatest) = (page, address, count, 0, false);
        _taken = query.Term is null ? null : TermText.Of(query.Term, named);
        _choices = named is { EventTypes: { Count: > 1 } types } ? types : [];
        _timeline = query.Term is null or SearchTerm.Name ? null : AppUrls.Timeline(address.Search!.Trim());
    }

    private Task ShowLatestAsync()
    {
        _showLatest = true;
        return RefreshAsync();
    }

    private void GoTo(FindAddress address) => navigation.NavigateTo(AppUrls.FindDeliveries(address));

    private sealed record Loaded(
        FindAddress Address, FoundPage Page, FoundCount? Count, IReadOnlyList<NamedWebhook> Webhooks, string? Taken, string? Timeline, IReadOnlyList<EventType> Choices);
}
