using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>One entry of <see cref="ShortcutHelp"/>.</summary>
public sealed partial class ShortcutLine
{
    [Parameter, EditorRequired]
    public required Shortcut Shortcut { get; set; }
}
