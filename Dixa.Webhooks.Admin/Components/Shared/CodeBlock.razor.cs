using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Code, a payload or a response in a fixed-width font. It scrolls when it is higher than allowed.</summary>
public sealed partial class CodeBlock
{
    private ElementReference _element;

    /// <summary>The accessible name, which a block that scrolls needs.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public string? Text { get; set; }

    /// <summary>Markup instead of <see cref="Text"/>.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Whether long lines wrap instead of scrolling.</summary>
    [Parameter]
    public bool Wrap { get; set; }

    /// <summary>Whether lines wrap within words too.</summary>
    [Parameter]
    public bool BreakAnywhere { get; set; }

    /// <summary>A CSS length.</summary>
    [Parameter]
    public string MaxHeight { get; set; } = "60vh";

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    private string Style => $"max-height: {MaxHeight}";

    public ValueTask FocusAsync() => _element.FocusAsync(preventScroll: true);
}
