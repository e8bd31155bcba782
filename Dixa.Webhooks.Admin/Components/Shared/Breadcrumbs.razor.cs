using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The path to the current page, with links to the pages above it.</summary>
public sealed partial class Breadcrumbs
{
    /// <summary>The pages above, starting with the outermost.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<(string Text, string Href)> Above { get; set; }

    [Parameter, EditorRequired]
    public required string Here { get; set; }
}
