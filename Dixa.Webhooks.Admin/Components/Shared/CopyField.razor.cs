using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A read-only value with a label and a copy button.</summary>
public sealed partial class CopyField
{
    /// <summary>Shorter values fit into the lines that a clamped value has.</summary>
    private const int MaxUnclamped = 200;

    private bool _showsAll;

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required string Value { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    /// <summary>Whether a long value shows only its beginning until the user asks for all of it.</summary>
    [Parameter]
    public bool Clamp { get; set; }

    private bool CanClamp => Clamp && Value.Length > MaxUnclamped;

    private bool IsClamped => CanClamp && !_showsAll;

    /// <summary>The label within a sentence. It keeps the case of a leading acronym, as in "API token".</summary>
    private string What => Label.Length > 1 && char.IsUpper(Label[1]) ? Label : $"{char.ToLowerInvariant(Label[0])}{Label[1..]}";
}
