using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed partial class Pill
{
    [Parameter, EditorRequired]
    public required StatusLook Look { get; set; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>What a reader should know besides: shown on hover, and read aloud.</summary>
    [Parameter]
    public string? Note { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }
}
