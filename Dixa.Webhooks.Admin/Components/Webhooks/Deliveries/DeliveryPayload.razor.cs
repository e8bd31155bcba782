using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>The section with a delivery's payload.</summary>
public sealed partial class DeliveryPayload
{
    [Parameter, EditorRequired]
    public required DeliveryRow Delivery { get; set; }

    /// <summary>The exact bytes, or what is left of them; null if they are not known.</summary>
    [Parameter, EditorRequired]
    public required byte[]? Payload { get; set; }
}
