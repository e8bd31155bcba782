namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>What the keyboard can do, opened by <c>?</c> or from the user's menu. Its links work while it is closed, too: the script clicks them.</summary>
public sealed partial class ShortcutHelp;
