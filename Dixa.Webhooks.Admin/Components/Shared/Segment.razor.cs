using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>One option of a <see cref="SegmentedControl"/>.</summary>
public sealed partial class Segment
{
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter, EditorRequired]
    public required bool Chosen { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback OnChoose { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    [Parameter]
    public string? TestId { get; set; }
}
