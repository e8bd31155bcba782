using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>One of a few values to choose, with its label above.</summary>
public sealed partial class SelectField
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required string Value { get; set; }

    [Parameter]
    public EventCallback<string?> ValueChanged { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    /// <summary>The options.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }
}
