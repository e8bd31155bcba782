using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Links to the pages of a list. Renders nothing if there is only one page.</summary>
public sealed partial class Pager
{
    /// <summary>The accessible name of the navigation.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Starts at 1.</summary>
    [Parameter, EditorRequired]
    public required int Page { get; set; }

    [Parameter, EditorRequired]
    public required int Pages { get; set; }

    /// <summary>Returns the URL of a page.</summary>
    [Parameter, EditorRequired]
    public required Func<int, string> Address { get; set; }
}
