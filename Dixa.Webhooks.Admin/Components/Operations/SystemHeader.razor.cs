using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Operations;

/// <summary>The header of every page under Settings > System.</summary>
public sealed partial class SystemHeader
{
    /// <summary>The title of the browser tab.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>The URL of the page.</summary>
    [Parameter, EditorRequired]
    public required string Tab { get; set; }

    private string? Current(string tab) => tab == Tab ? "page" : null;
}
