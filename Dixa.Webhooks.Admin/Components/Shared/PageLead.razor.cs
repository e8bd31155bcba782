using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The introduction of a page with a list, and the button that adds to the list.</summary>
public sealed partial class PageLead
{
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    [Parameter]
    public RenderFragment? Action { get; set; }
}
