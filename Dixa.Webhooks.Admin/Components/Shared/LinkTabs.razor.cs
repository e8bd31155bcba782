using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A row of <see cref="LinkTab"/>: views that have an address each. Where it is too narrow for them it scrolls sideways.</summary>
public sealed partial class LinkTabs
{
    /// <summary>What the tabs are of, for a screen reader.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }
}
