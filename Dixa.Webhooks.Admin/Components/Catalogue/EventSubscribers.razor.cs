using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Catalogue;

/// <summary>The webhooks that subscribe to an event type, live, with a menu to subscribe more.</summary>
public sealed partial class EventSubscribers(WebhookQueries queries, CurrentActor currentActor, DeliveryFeed feed, ILogger<EventSubscribers> logger) : LiveComponent(feed, logger)
{
    private Actor? _actor;
    private IReadOnlyList<EventSubscriber>? _webhooks;

    [Parameter, EditorRequired]
    public required EventType Type { get; set; }

    private bool CanManage => _actor is { MayManage: true };

    protected override async Task OnInitializedAsync()
    {
        _actor = await currentActor.SignedInAsync();
        await FollowAsync(null);
    }

    protected override async Task LoadAsync() => _webhooks = await queries.SubscribersAsync(Type.Fqn);
}
