namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>The light palette, and the dark one where the page's <c>data-scheme</c> asks for it.</summary>
public sealed partial class ThemeStyles;
