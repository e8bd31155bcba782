using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Links to the previous and the next page of a list. Renders nothing if there is only one page.</summary>
public sealed partial class Pager
{
    /// <summary>The accessible name of the navigation.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>The URL of the previous page; null on the first.</summary>
    [Parameter, EditorRequired]
    public required string? Previous { get; set; }

    /// <summary>The URL of the next page; null on the last.</summary>
    [Parameter, EditorRequired]
    public required string? Next { get; set; }

    [Parameter]
    public string PreviousText { get; set; } = "Previous";

    [Parameter]
    public string NextText { get; set; } = "Next";

    /// <summary>Which page this is; null if the number of pages is unknown.</summary>
    [Parameter]
    public string? Place { get; set; }
}
