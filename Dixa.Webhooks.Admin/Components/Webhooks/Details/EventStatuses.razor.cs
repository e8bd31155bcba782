using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>The status of each subscribed event type, live.</summary>
public sealed partial class EventStatuses(DeliveryHistory history, DeliveryFeed feed, ILogger<EventStatuses> logger) : LiveComponent(feed, logger)
{
    private IReadOnlyDictionary<string, TypeStatus>? _statuses;
    private bool _hasLoaded;

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<EventType> Events { get; set; }

    /// <summary>Called once, after the first load has succeeded or failed: what is below no longer moves.</summary>
    [Parameter]
    public EventCallback Loaded { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        await FollowAsync(SubscriptionId);
        if (RendererInfo.IsInteractive && !_hasLoaded)
        {
            _hasLoaded = true;
            await Loaded.InvokeAsync();
        }
    }

    protected override async Task LoadAsync() => _statuses = await history.StatusesAsync(SubscriptionId);
}
