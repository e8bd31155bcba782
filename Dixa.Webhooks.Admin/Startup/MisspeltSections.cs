using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>
/// Sections that are nearly called like one of the application's. Environment variables are configuration too, most of them
/// other programs', so only a section with a setting of the section that it resembles counts.
/// </summary>
internal static class MisspeltSections
{
    private const int Slips = 2;

    public static IEnumerable<string> Errors(IConfiguration configuration, IReadOnlyList<(string Section, IEnumerable<string> Settings)> known) =>
        from section in configuration.GetChildren()
        where !known.Any(one => one.Section.Equals(section.Key, StringComparison.OrdinalIgnoreCase))
        let meant = known.FirstOrDefault(one => Resembles(section.Key, one.Section) && section.GetChildren().Any(child => one.Settings.Any(setting => Resembles(child.Key, setting))))
        where meant.Section is not null
        select $"{section.Key} is not a section of settings. Is {meant.Section} meant?";

    // In a short word, two slips would make any other of it.
    private static bool Resembles(string written, string meant) => EditDistance.Between(written.ToUpperInvariant(), meant.ToUpperInvariant()) <= Math.Min(Slips, meant.Length / 3);
}
