namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>The styles of the light and the dark palette. The page's <c>data-scheme</c> selects one.</summary>
public sealed partial class ThemeStyles;
