using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>One tab of <see cref="LinkTabs"/>.</summary>
public sealed partial class LinkTab
{
    [Parameter, EditorRequired]
    public required string Href { get; set; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>The value of <c>aria-current</c>: <c>page</c> on the tab's own page, <c>true</c> on a page below it, otherwise null.</summary>
    [Parameter]
    public string? Current { get; set; }

    [Parameter]
    public string? TestId { get; set; }
}
