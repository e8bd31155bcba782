using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>The application's theme. In both palettes the text contrast meets WCAG AA (4.5 : 1).</summary>
public static class AppTheme
{
    private static readonly string[] SystemFonts =
        ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "Helvetica Neue", "Arial", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        LayoutProperties = new LayoutProperties
        {
            DefaultBorderRadius = "8px",
            DrawerWidthLeft = "248px",
            AppbarHeight = "60px",
        },
        PaletteLight = new PaletteLight
        {
            Primary = "#4338ca",
            PrimaryContrastText = "#ffffff",
            Secondary = "#0f766e",
            SecondaryContrastText = "#ffffff",
            Tertiary = "#7c3aed",
            Info = "#0369a1",
            Success = "#15803d",
            Warning = "#b45309",
            Error = "#b91c1c",
            Background = "#f6f7fb",
            BackgroundGray = "#eef0f6",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1b2030",
            DrawerBackground = "#ffffff",
            DrawerText = "#3a4258",
            DrawerIcon = "#5b6478",
            TextPrimary = "#1b2030",
            TextSecondary = "#565f73",
            TextDisabled = "#8a92a3",
            ActionDefault = "#565f73",
            ActionDisabled = "#a4abba",
            ActionDisabledBackground = "#e6e9f0",
            Divider = "#e3e6ee",
            DividerLight = "#eef0f6",
            LinesDefault = "#e3e6ee",
            LinesInputs = "#8089a0",
            TableLines = "#e3e6ee",
            TableHover = "#f1f2fa",
            TableStriped = "#f8f9fc",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#a5b4fc",
            PrimaryContrastText = "#14172a",
            Secondary = "#5eead4",
            SecondaryContrastText = "#0b2320",
            Tertiary = "#c4b5fd",
            TertiaryContrastText = "#1b1430",
            Info = "#7dd3fc",
            InfoContrastText = "#08202e",
            Success = "#6ee7a0",
            SuccessContrastText = "#07210f",
            Warning = "#fbbf24",
            WarningContrastText = "#261a02",
            Error = "#fca5a5",
            ErrorContrastText = "#2b0a0a",
            Background = "#10131c",
            BackgroundGray = "#171b27",
            Surface = "#181d2a",
            AppbarBackground = "#151924",
            AppbarText = "#e7eaf3",
            DrawerBackground = "#151924",
            DrawerText = "#c5cbda",
            DrawerIcon = "#9aa3b8",
            TextPrimary = "#e7eaf3",
            TextSecondary = "#a7b0c4",
            TextDisabled = "#6d768b",
            ActionDefault = "#a7b0c4",
            ActionDisabled = "#5a6378",
            ActionDisabledBackground = "#262c3b",
            Divider = "#2a3142",
            DividerLight = "#222838",
            LinesDefault = "#2a3142",
            LinesInputs = "#7b859c",
            TableLines = "#2a3142",
            TableHover = "#1f2534",
            TableStriped = "#1b202d",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = SystemFonts, FontSize = "0.9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = SystemFonts, FontSize = "1.625rem", FontWeight = "650", LineHeight = "1.25", LetterSpacing = "-0.01em" },
            H2 = new H2Typography { FontFamily = SystemFonts, FontSize = "1.25rem", FontWeight = "650", LineHeight = "1.3", LetterSpacing = "-0.005em" },
            H3 = new H3Typography { FontFamily = SystemFonts, FontSize = "1.0625rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
            H4 = new H4Typography { FontFamily = SystemFonts, FontSize = "1rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
            H5 = new H5Typography { FontFamily = SystemFonts, FontSize = "1rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = SystemFonts, FontSize = "1.0625rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = SystemFonts, FontSize = "0.9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = SystemFonts, FontSize = "0.875rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = SystemFonts, FontSize = "0.875rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "normal" },
            Caption = new CaptionTypography { FontFamily = SystemFonts, FontSize = "0.8125rem", LineHeight = "1.4", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontFamily = SystemFonts, FontSize = "0.9375rem", FontWeight = "600", LetterSpacing = "normal" },
            Subtitle2 = new Subtitle2Typography { FontFamily = SystemFonts, FontSize = "0.875rem", FontWeight = "600", LetterSpacing = "normal" },
            Overline = new OverlineTypography { FontFamily = SystemFonts, FontSize = "0.75rem", FontWeight = "600", LetterSpacing = "0.06em", TextTransform = "uppercase" },
        },
    };

    /// <summary>The dark palette, applied when the page's <c>data-scheme</c> is <c>dark</c>.</summary>
    public static MudTheme DarkTheme { get; } = new()
    {
        LayoutProperties = Theme.LayoutProperties,
        PaletteDark = Theme.PaletteDark,
        Typography = Theme.Typography,
        PseudoCss = new PseudoCss { Scope = ":root[data-scheme=dark]" },
    };
}
