using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The heading of a page about one thing, with what belongs next to it and an introduction below it.</summary>
public sealed partial class PageHeader
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    [Parameter]
    public RenderFragment? Lead { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
