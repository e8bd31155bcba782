using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Recording.Finding;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>One event: its payload, its deliveries, and why other webhooks did not get it.</summary>
public sealed partial class StoredEventPage(EventFinder finder, DeliveryFeed feed, ILogger<StoredEventPage> logger) : LiveComponent(feed, logger)
{
    private FoundEvent? _event;
    private Guid? _requested;
    private bool _isLoaded;

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

    protected override async Task LoadAsync()
    {
        var id = EventId;
        var found = await finder.FindAsync(id);
        if (id == EventId)
        {
            (_event, _isLoaded) = (found, true);
        }
    }
}
