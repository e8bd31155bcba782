using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Recording.Finding;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>A delivery in a list over all webhooks.</summary>
public sealed partial class FoundRow
{
    [Parameter, EditorRequired]
    public required FoundDelivery Found { get; set; }

    /// <summary>Null if rows cannot be selected.</summary>
    [Parameter]
    public DeliverySelection? Selection { get; set; }

    /// <summary>The list with this delivery next to it; null if it cannot be opened there.</summary>
    [Parameter]
    public string? PaneUrl { get; set; }

    /// <summary>Whether it is open next to the list.</summary>
    [Parameter]
    public bool IsOpen { get; set; }

    private DeliveryRow Row => DeliveryRow.Of(Found.Record);

    /// <summary>The event type in parts between which a line can break.</summary>
    private IEnumerable<string> Words => Row.EventType.Split('_').Select((word, at) => at == 0 ? word : "_" + word);

    private Guid WebhookId => Found.Record.Delivery.SubscriptionId;
}
