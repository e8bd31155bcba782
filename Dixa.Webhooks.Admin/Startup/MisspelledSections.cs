using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>
/// Finds sections whose name resembles one of the application's. Environment variables are configuration too, and most belong to other
/// programs, so a section counts only if it also has a setting of the section that it resembles.
/// </summary>
internal static class MisspelledSections
{
    private const int MaxEdits = 2;

    public static IEnumerable<string> Errors(IConfiguration configuration, IReadOnlyList<(string Section, IEnumerable<string> Settings)> known) =>
        from section in configuration.GetChildren()
        where !known.Any(one => one.Section.Equals(section.Key, StringComparison.OrdinalIgnoreCase))
        let intended = known.FirstOrDefault(one => Resembles(section.Key, one.Section) && section.GetChildren().Any(child => one.Settings.Any(setting => Resembles(child.Key, setting))))
        where intended.Section is not null
        select $"{section.Key} is not a settings section. Did you mean {intended.Section}?";

    // Fewer edits for short words, which two edits would turn into any other word.
    private static bool Resembles(string written, string intended) => EditDistance.Between(written.ToUpperInvariant(), intended.ToUpperInvariant()) <= Math.Min(MaxEdits, intended.Length / 3);
}
