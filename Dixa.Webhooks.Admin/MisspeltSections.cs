namespace Dixa.Webhooks.Admin;

/// <summary>
/// Sections that are nearly called like one of the application's. Environment variables are configuration too, most of them
/// other programs', so only a section with a setting of the section that it resembles counts.
/// </summary>
internal static class MisspeltSections
{
    private const int Slips = 2;

    public static IEnumerable<string> Problems(IConfiguration configuration, IReadOnlyList<(string Section, IEnumerable<string> Settings)> known) =>
        from section in configuration.GetChildren()
        where !known.Any(one => one.Section.Equals(section.Key, StringComparison.OrdinalIgnoreCase))
        let meant = known.FirstOrDefault(one => Resembles(section.Key, one.Section) && section.GetChildren().Any(child => one.Settings.Any(setting => Resembles(child.Key, setting))))
        where meant.Section is not null
        select $"{section.Key} is not a section of settings. Is {meant.Section} meant?";

    // In a short word, two slips would make any other of it.
    private static bool Resembles(string written, string meant) => Distance(written.ToUpperInvariant(), meant.ToUpperInvariant()) <= Math.Min(Slips, meant.Length / 3);

    /// <summary>How many letters must be added, left out, replaced or swapped with their neighbour to get from one word to the other.</summary>
    private static int Distance(string from, string to)
    {
        var steps = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                steps[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1, steps[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
                }
            }
        }

        return steps[from.Length, to.Length];
    }
}
