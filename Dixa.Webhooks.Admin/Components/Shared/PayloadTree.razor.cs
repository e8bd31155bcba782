using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A value of a payload with all that is in it. The browser folds it, also without the application.</summary>
public sealed partial class PayloadTree
{
    [Parameter, EditorRequired]
    public required PayloadNode Node { get; set; }

    /// <summary>The comma that stands after it, if any.</summary>
    [Parameter]
    public string? Comma { get; set; }

    private string Shown => ReceivedText.WithoutTurns(Node.Name is null ? Node.Text : $"{Node.Name}: {Node.Text}");
}
