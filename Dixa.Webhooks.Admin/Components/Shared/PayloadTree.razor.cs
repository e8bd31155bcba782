using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A value of a payload with its children. The browser collapses and expands it without the server.</summary>
public sealed partial class PayloadTree
{
    [Parameter, EditorRequired]
    public required PayloadNode Node { get; set; }

    /// <summary>The comma after the value, if any.</summary>
    [Parameter]
    public string? Comma { get; set; }

    private string Shown => ReceivedText.EscapeBidiControls(Node.Name is null ? Node.Text : $"{Node.Name}: {Node.Text}");
}
