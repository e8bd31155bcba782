using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

public sealed partial class EventPage(WebhookQueries queries, DeliveryFeed feed, ILogger<EventPage> logger) : WebhookComponent(queries, feed, logger)
{
    /// <summary>The wire name, for example <c>CONVERSATION_CREATED</c>.</summary>
    [Parameter]
    public string EventType { get; set; } = "";

    protected override bool IsMissing => base.IsMissing || !EventCatalogue.TryFind(EventType, out _);
}
