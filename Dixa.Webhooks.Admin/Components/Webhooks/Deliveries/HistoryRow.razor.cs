using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>One row of <see cref="DeliveriesTab"/>.</summary>
public sealed partial class HistoryRow(RetryRule rule)
{
    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required DeliveryRow Delivery { get; set; }

    [Parameter]
    public bool CanManage { get; set; }

    [Parameter]
    public DeliverySummary Summary { get; set; } = DeliverySummary.None;

    /// <summary>The list with this delivery next to it.</summary>
    [Parameter]
    public string? PaneUrl { get; set; }

    /// <summary>Whether it is open next to the list.</summary>
    [Parameter]
    public bool IsOpen { get; set; }

    private string Url => AppUrls.Delivery(SubscriptionId, Delivery.Id);
}
