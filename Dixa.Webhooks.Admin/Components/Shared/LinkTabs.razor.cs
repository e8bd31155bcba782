using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A row of <see cref="LinkTab"/>, each with its own URL. The row scrolls horizontally on narrow screens.</summary>
public sealed partial class LinkTabs
{
    /// <summary>The accessible name of the navigation.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }
}
