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
}
