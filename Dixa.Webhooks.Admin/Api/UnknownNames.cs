using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>Finds what somebody meant by the name of a member or parameter that does not exist: another spelling, or a typing error.</summary>
internal static class UnknownNames
{
    private const int MaxSlips = 2;
    private const int MaxShown = 100;
    private const int MaxCompared = 50;

    /// <summary>A sentence that names the unknown name, and what is allowed instead.</summary>
    /// <param name="name">As it was sent.</param>
    /// <param name="place">What it was in, for example <c>member of this request</c>.</param>
    /// <param name="known">Every name that is allowed.</param>
    public static string Message(string name, string place, IReadOnlyList<string> known) => Suggestion(name, known) is { } meant
        ? Message(name, place, meant)
        : $"\"{Shown(name)}\" is not a {place}. {(known.Count > 0 ? $"Allowed are {string.Join(", ", known)}." : "None are allowed.")}";

    public static string Message(string name, string place, string meant) => $"\"{Shown(name)}\" is not a {place}. Did you mean \"{meant}\"?";

    /// <summary>The known name that this one resembles; null when it resembles none.</summary>
    public static string? Suggestion(string name, IReadOnlyList<string> known)
    {
        if (name.Length > MaxCompared)
        {
            return null;
        }

        var plain = Plain(name);
        var nearest = known.Select(one => (Name: one, Distance: EditDistance.Between(plain, Plain(one)))).OrderBy(one => one.Distance).FirstOrDefault();

        // In a short word two slips would turn any other word into it.
        return nearest.Name is { } meant && nearest.Distance <= Math.Min(MaxSlips, Plain(meant).Length / 3) ? meant : null;
    }

    /// <summary>The name without what spellings differ in: <c>dry_run</c>, <c>DryRun</c> and <c>dry-run</c> are the same.</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string Shown(string name) => name.Length <= MaxShown ? name : $"{name.AsSpan(0, MaxShown)}…";
}
