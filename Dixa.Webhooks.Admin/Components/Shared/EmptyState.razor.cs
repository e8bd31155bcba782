using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Shown in place of an empty list: what is missing, and the next action.</summary>
public sealed partial class EmptyState
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public string? Text { get; set; }

    [Parameter]
    public string Icon { get; set; } = Icons.Material.Outlined.Webhook;

    [Parameter]
    public string TestId { get; set; } = "empty";

    /// <summary>The next action.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
