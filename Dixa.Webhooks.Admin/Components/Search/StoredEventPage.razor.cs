using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Components.Webhooks.Replays;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Recording.Finding;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>One event: its payload, its deliveries, and why other webhooks did not get it.</summary>
public sealed partial class StoredEventPage(EventFinder finder, CurrentActor current, DeliveryFeed feed, ILogger<StoredEventPage> logger) : LiveComponent(feed, logger)
{
    private FoundEvent? _event;
    private Guid? _requested;
    private bool _isLoaded;
    private bool _mayManage;

    [Parameter]
    public Guid EventId { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var before = _requested;
        _requested = EventId;
        await FollowAsync(null);
        if (before is not null && before != EventId)
        {
            _isLoaded = false;
            await RefreshAsync();
        }
    }

    private static ReplaySelection Selection(FoundEvent found) => new(found.ReceivedAt, found.ReceivedAt.AddTicks(1), found.EventType, found.EventId);

    /// <summary>Whether the event can be sent to a webhook that did not get it.</summary>
    private bool MayReplay(NotSentReason reason) =>
        _mayManage && _event is { Removed: null } && reason is NotSentReason.CreatedLater or NotSentReason.Disabled or NotSentReason.NotSubscribed or NotSentReason.SubscribedLater;

    /// <summary>Only the message that the event does not exist is prerendered.</summary>
    protected override async Task PrerenderAsync()
    {
        await LoadAsync();
        _isLoaded = _event is null;
    }

    protected override async Task LoadAsync()
    {
        _mayManage = (await current.GetAsync()).MayManage;
        var id = EventId;
        var found = await finder.FindAsync(id);
        if (id == EventId)
        {
            (_event, _isLoaded) = (found, true);
        }
    }
}
