using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Links to the previous and the next page of a list. Renders nothing if there is only one page of the default size.</summary>
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

    /// <summary>The number of pages; null if it is unknown.</summary>
    [Parameter]
    public int? Pages { get; set; }

    /// <summary>Raised with the number of a page to show.</summary>
    [Parameter]
    public EventCallback<int> Jump { get; set; }

    /// <summary>How many rows a page has, one of <see cref="PageSize"/>; null if that cannot be chosen.</summary>
    [Parameter]
    public int? Size { get; set; }

    [Parameter]
    public EventCallback<int> SizeChanged { get; set; }

    private Task JumpAsync(ChangeEventArgs change) => int.TryParse(change.Value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
        ? Jump.InvokeAsync(Math.Clamp(page, 1, Pages ?? 1))
        : Task.CompletedTask;
}
