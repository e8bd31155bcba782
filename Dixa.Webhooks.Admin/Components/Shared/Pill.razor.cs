using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed partial class Pill
{
    [Parameter, EditorRequired]
    public required StatusStyle Style { get; set; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>Additional text in small print below the pill.</summary>
    [Parameter]
    public string? Note { get; set; }

    /// <summary>Whether the note is shown only on hover and to screen readers, to save space.</summary>
    [Parameter]
    public bool Compact { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }
}
