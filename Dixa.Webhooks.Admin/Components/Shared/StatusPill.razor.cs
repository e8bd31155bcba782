using Dixa.Webhooks.Admin.Domain.Deliveries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>How an event type or a delivery's last attempt stands.</summary>
public sealed partial class StatusPill
{
    [Parameter, EditorRequired]
    public required EventStatus Status { get; set; }

    /// <summary>There is no room for what a reader should know besides: it shows on hover.</summary>
    [Parameter]
    public bool Compact { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }
}
