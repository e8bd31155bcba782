using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>Suggests a known name for an unknown member or parameter: one with another spelling, or without the typo.</summary>
internal static class UnknownNames
{
    private const int MaxEdits = 2;
    private const int MaxShown = 100;
    private const int MaxCompared = 50;

    /// <summary>Names the unknown name and what is allowed instead. <paramref name="place"/> is, for example, <c>member of this request</c>.</summary>
    public static string Message(string name, string place, IReadOnlyList<string> known) => Suggestion(name, known) is { } intended
        ? Message(name, place, intended)
        : $"\"{Shown(name)}\" is not a {place}. {(known.Count > 0 ? $"It must be one of {string.Join(", ", known)}." : "None are allowed.")}";

    public static string Message(string name, string place, string intended) => $"\"{Shown(name)}\" is not a {place}. Did you mean \"{intended}\"?";

    /// <summary>Returns the known name that resembles this one, or null.</summary>
    public static string? Suggestion(string name, IReadOnlyList<string> known)
    {
        if (name.Length > MaxCompared)
        {
            return null;
        }

        var plain = Plain(name);
        var nearest = known.Select(one => (Name: one, Distance: EditDistance.Between(plain, Plain(one)))).OrderBy(one => one.Distance).FirstOrDefault();

        // Fewer edits for short words, which two edits would turn into any other word.
        return nearest.Name is { } intended && nearest.Distance <= Math.Min(MaxEdits, Plain(intended).Length / 3) ? intended : null;
    }

    /// <summary>Normalizes a name, so that <c>dry_run</c>, <c>DryRun</c> and <c>dry-run</c> are equal.</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string Shown(string name) => name.Length <= MaxShown ? name : $"{name.AsSpan(0, MaxShown)}…";
}
