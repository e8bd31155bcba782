using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>The status of each subscribed event type, live.</summary>
public sealed partial class EventStatuses(DeliveryHistory history, DeliveryFeed feed, ILogger<EventStatuses> logger) : LiveComponent(feed, logger)
{
    private IReadOnlyDictionary<string, TypeStatus>? _statuses;

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<EventType> Events { get; set; }

    protected override Task OnParametersSetAsync() => FollowAsync(SubscriptionId);

    protected override async Task LoadAsync() => _statuses = await history.StatusesAsync(SubscriptionId);
}
