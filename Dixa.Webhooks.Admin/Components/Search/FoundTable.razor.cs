using Dixa.Webhooks.Admin.Recording.Finding;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>Deliveries to any webhook.</summary>
public sealed partial class FoundTable
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<FoundDelivery> Rows { get; set; }

    /// <summary>Null if rows cannot be selected.</summary>
    [Parameter]
    public DeliverySelection? Selection { get; set; }

    /// <summary>Returns the list with a delivery next to it; null if none can be opened there.</summary>
    [Parameter]
    public Func<OpenDelivery, string>? PaneUrl { get; set; }

    /// <summary>The delivery next to the list.</summary>
    [Parameter]
    public OpenDelivery? Open { get; set; }
}
