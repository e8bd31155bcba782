using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed partial class Pill
{
    [Parameter, EditorRequired]
    public required StatusStyle Look { get; set; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>What a reader should know besides: small print under the pill.</summary>
    [Parameter]
    public string? Note { get; set; }

    /// <summary>There is no room for the note: it shows on hover and is read aloud.</summary>
    [Parameter]
    public bool Compact { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }
}
