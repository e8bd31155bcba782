using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A table whose rows become cards on narrow screens. There, a cell's <c>data-label</c> is its heading.</summary>
public sealed partial class ResponsiveTable
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment Head { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment Rows { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }
}
