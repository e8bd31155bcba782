using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>A delivery's state, with the time of the next attempt or the reason of its cancellation.</summary>
public sealed partial class DeliveryStateText
{
    [Parameter, EditorRequired]
    public required DeliveryRow Delivery { get; set; }
}
