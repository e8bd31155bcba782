namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>The list of keyboard shortcuts, opened with <c>?</c> or from the user menu. It is always in the page, because the script clicks its links.</summary>
public sealed partial class ShortcutHelp;
