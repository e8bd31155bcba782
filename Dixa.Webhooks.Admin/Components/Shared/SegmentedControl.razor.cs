using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A row of <see cref="Segment"/>: forms in which the same thing can be looked at.</summary>
public sealed partial class SegmentedControl
{
    /// <summary>What is chosen, for a screen reader.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }
}
