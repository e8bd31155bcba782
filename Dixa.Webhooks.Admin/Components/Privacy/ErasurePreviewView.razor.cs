using Dixa.Webhooks.Admin.Privacy;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Privacy;

/// <summary>What an erasure would remove, and its confirmation.</summary>
public sealed partial class ErasurePreviewView
{
    private string _typed = "";
    private string? _error;

    [Parameter, EditorRequired]
    public required ErasurePreview Preview { get; set; }

    /// <summary>What the user must type again.</summary>
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback Erase { get; set; }

    private Task EraseIfConfirmedAsync()
    {
        var isConfirmed = _typed.Trim().Equals(Value.Trim(), StringComparison.OrdinalIgnoreCase);
        _error = isConfirmed ? null : "This is not the value from above.";
        return isConfirmed ? Erase.InvokeAsync() : Task.CompletedTask;
    }
}
