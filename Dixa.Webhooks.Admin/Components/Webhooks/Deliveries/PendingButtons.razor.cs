using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Retries a pending delivery before its time, or cancels it. Not rendered for deliveries that have ended.</summary>
public sealed partial class PendingButtons(PendingChanger changer)
{
    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required DeliveryRow Delivery { get; set; }

    [Parameter]
    public Variant Variant { get; set; } = Variant.Text;

    private Size Size => Variant is Variant.Text ? Size.Small : Size.Medium;
}
