using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The heading of a section, with what belongs next to it.</summary>
public sealed partial class SectionHeader
{
    /// <summary>The heading's id, which labels the section.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>The last word of the heading if it is code.</summary>
    [Parameter]
    public string? Code { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
