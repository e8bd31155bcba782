using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>One of the steps of <see cref="GettingStarted"/>.</summary>
public sealed partial class FirstStep
{
    [Parameter, EditorRequired]
    public required bool IsDone { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public string? Text { get; set; }

    [Parameter, EditorRequired]
    public required string TestId { get; set; }

    /// <summary>What to do, until it is done.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>What to show once it is done.</summary>
    [Parameter]
    public RenderFragment? Done { get; set; }
}
