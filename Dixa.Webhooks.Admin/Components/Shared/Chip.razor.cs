using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A word or a number in a small rounded frame.</summary>
public sealed partial class Chip
{
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>Whether it has a background instead of a frame.</summary>
    [Parameter]
    public bool Filled { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }
}
