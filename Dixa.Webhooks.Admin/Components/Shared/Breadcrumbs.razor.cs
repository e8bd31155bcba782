using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Where a page stands, and the way up from it.</summary>
public sealed partial class Breadcrumbs
{
    /// <summary>The pages above, from the outermost on.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<(string Text, string Href)> Above { get; set; }

    [Parameter, EditorRequired]
    public required string Here { get; set; }
}
