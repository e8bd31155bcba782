using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Where a delivery stands, with when it goes on or why it does not.</summary>
public sealed partial class DeliveryStateText
{
    [Parameter, EditorRequired]
    public required DeliveryRow Delivery { get; set; }
}
