using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The previous or the next link of a <see cref="Pager"/>.</summary>
public sealed partial class PagerLink
{
    /// <summary>Null when there is no page in this direction.</summary>
    [Parameter, EditorRequired]
    public required string? Href { get; set; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [Parameter, EditorRequired]
    public required string Icon { get; set; }

    [Parameter]
    public bool IconLast { get; set; }

    [Parameter]
    public string? TestId { get; set; }
}
