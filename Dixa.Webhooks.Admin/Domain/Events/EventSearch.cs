using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>An event type that a search finds.</summary>
/// <param name="Fields">The paths of the fields by which it was found; empty when its names and its description are enough.</param>
public sealed record EventHit(EventType Type, IReadOnlyList<string> Fields);

/// <summary>Looks for event types by words, in any order and case. A type is found when it has them all; no word finds every type.</summary>
public static class EventSearch
{
    /// <summary>Looks into names, description and the fields' names.</summary>
    public static IReadOnlyList<EventHit> Find(string? search)
    {
        var words = Words(search);
        return [.. EventCatalogue.All.Select(type => Hit(type, words)).OfType<EventHit>()];
    }

    /// <summary>Looks into names and description alone.</summary>
    public static bool IsNamed(EventType type, string? search) => NotNamed(type, Words(search)).Count == 0;

    private static EventHit? Hit(EventType type, IReadOnlyList<string> words)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var word in NotNamed(type, words))
        {
            var found = PayloadField.Flatten(type.Data.Fields).Where(field => IsCalled(field, word)).Select(field => field.Path).ToList();
            if (found.Count == 0)
            {
                return null;
            }

            paths.UnionWith(found);
        }

        return new EventHit(type, [.. paths]);
    }

    private static List<string> NotNamed(EventType type, IReadOnlyList<string> words) =>
        [.. words.Where(word => !Has(type.Label, word) && !Has(type.Fqn, word) && !Has(type.ApiName, word) && !Has(type.Description, word))];

    /// <summary>A word with a dot is part of a path: a path alone would find everything in <c>conversation</c> by that word.</summary>
    private static bool IsCalled(PayloadField field, string word) => Has(word.Contains('.', StringComparison.Ordinal) ? field.Path : field.Name, word);

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string[] Words(string? search) => (search ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
