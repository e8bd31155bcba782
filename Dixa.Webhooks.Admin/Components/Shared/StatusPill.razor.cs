using Dixa.Webhooks.Admin.Domain.Deliveries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The status of an event type or of a delivery's last attempt.</summary>
public sealed partial class StatusPill
{
    [Parameter, EditorRequired]
    public required EventStatus Status { get; set; }

    /// <summary>Whether the note is shown only on hover, to save space.</summary>
    [Parameter]
    public bool Compact { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }
}
