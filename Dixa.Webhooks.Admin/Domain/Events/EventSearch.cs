using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>A search result.</summary>
/// <param name="Fields">The paths of matching fields; empty if the type's names and description match all words.</param>
public sealed record EventHit(EventType Type, IReadOnlyList<string> Fields);

/// <summary>Searches event types. A type matches if it contains every word, in any order and case. An empty search matches every type.</summary>
public static class EventSearch
{
    /// <summary>Searches names, descriptions and field names.</summary>
    public static IReadOnlyList<EventHit> Find(string? search)
    {
        var words = Words(search);
        return [.. EventCatalogue.All.Select(type => Hit(type, words)).OfType<EventHit>()];
    }

    /// <summary>Searches only names and descriptions.</summary>
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

    /// <summary>Only words with a dot are matched against paths; otherwise the word <c>conversation</c> would match every field of a conversation.</summary>
    private static bool IsCalled(PayloadField field, string word) => Has(word.Contains('.', StringComparison.Ordinal) ? field.Path : field.Name, word);

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string[] Words(string? search) => (search ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
