namespace Dixa.Webhooks.Admin.Components.Layout;

public enum ThemeChoice
{
    System,
    Light,
    Dark,
}

public static class ThemeChoices
{
    /// <summary>An unknown value means the system's theme.</summary>
    public static ThemeChoice Parse(string? cookie) => cookie switch
    {
        "light" => ThemeChoice.Light,
        "dark" => ThemeChoice.Dark,
        _ => ThemeChoice.System,
    };

    public static string ToCookie(this ThemeChoice choice) => choice switch
    {
        ThemeChoice.Light => "light",
        ThemeChoice.Dark => "dark",
        _ => "system",
    };

    public static bool IsDark(this ThemeChoice choice, bool systemIsDark) =>
        choice is ThemeChoice.Dark || (choice is ThemeChoice.System && systemIsDark);
}
