using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>
/// A browser's first request does not tell whether its system is dark. This style sheet decides there,
/// for what the sign-in pages show; from the second request on a cookie tells.
/// </summary>
internal static class FirstVisit
{
    public static string Css { get; } = Compose((PaletteDark)AppTheme.Theme.PaletteDark);

    // Twice :root outweighs the theme provider's own.
    private static string Compose(PaletteDark dark) => $$"""
        @media (prefers-color-scheme: dark) {
          :root:root {
            --mud-palette-background: {{dark.Background}};
            --mud-palette-background-gray: {{dark.BackgroundGray}};
            --mud-palette-surface: {{dark.Surface}};
            --mud-palette-text-primary: {{dark.TextPrimary}};
            --mud-palette-text-secondary: {{dark.TextSecondary}};
            --mud-palette-primary: {{dark.Primary}};
            --mud-palette-primary-text: {{dark.PrimaryContrastText}};
            --mud-palette-primary-darken: {{dark.PrimaryDarken}};
            --mud-palette-info: {{dark.Info}};
            --mud-palette-success: {{dark.Success}};
            --mud-palette-error: {{dark.Error}};
            --mud-palette-divider: {{dark.Divider}};
            --mud-palette-lines-inputs: {{dark.LinesInputs}};
          }
        }
        """;
}
