using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>One delivery next to the list that it was opened from.</summary>
public sealed partial class DeliveryPane(
    WebhookQueries queries, DeliveryHistory history, AttemptHistory attempts, CurrentActor currentActor, DeliveryFeed feed, ILogger<DeliveryPane> logger)
    : DeliveryComponent(queries, history, attempts, currentActor, feed, logger)
{
    /// <summary>The list without the pane.</summary>
    [Parameter, EditorRequired]
    public required string CloseUrl { get; set; }
}
