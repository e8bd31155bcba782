using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>A delivery's state, with the time of the next attempt or the reason of its cancellation.</summary>
public sealed partial class DeliveryStateText
{
    [Parameter, EditorRequired]
    public required DeliveryRow Delivery { get; set; }

    /// <summary>Whether it is in a row of a list: the reason is shown only on hover and to screen readers.</summary>
    [Parameter]
    public bool Compact { get; set; }
}
