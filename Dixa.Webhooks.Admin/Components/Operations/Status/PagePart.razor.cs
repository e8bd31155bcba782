using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Operations.Status;

/// <summary>A titled part of the System page, with its states.</summary>
public sealed partial class PagePart
{
    /// <summary>The part's id for tests and its heading.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required PartState State { get; set; }

    /// <summary>Shown next to the title.</summary>
    [Parameter]
    public RenderFragment? Action { get; set; }

    /// <summary>Rendered only once there is something to show.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }
}
