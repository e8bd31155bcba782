using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A list, and on a wide window what was opened from it.</summary>
public sealed partial class TwoPanes
{
    /// <summary>The name of the URL parameter that says what is open.</summary>
    public const string OpenName = "open";

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment Pane { get; set; }

    /// <summary>Whether something is open next to the list.</summary>
    [Parameter]
    public bool IsOpen { get; set; }
}
