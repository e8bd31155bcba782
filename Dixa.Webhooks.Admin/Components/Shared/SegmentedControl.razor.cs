using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A row of <see cref="Segment"/> buttons that switch between views of the same content.</summary>
public sealed partial class SegmentedControl
{
    /// <summary>The accessible name of the group.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }
}
