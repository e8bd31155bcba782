using System.Diagnostics.CodeAnalysis;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>The API's names of event types, for example <c>ConversationCreated</c>; payloads and screens have others.</summary>
internal static class EventNames
{
    private const int MaxShown = 100;

    public static bool TryRead(string? name, [NotNullWhen(true)] out EventType? type, [NotNullWhen(false)] out string? problem)
    {
        problem = EventCatalogue.TryFindByApiName(name, out type)
            ? null
            : $"\"{(name?.Length > MaxShown ? name[..MaxShown] + "…" : name)}\" is no event; allowed are {string.Join(", ", EventCatalogue.All.Select(known => known.ApiName))}.";
        return problem is null;
    }

    /// <summary>A stored type's name; one that has left the catalogue keeps its wire name.</summary>
    public static string Of(string fqn) => EventCatalogue.TryFind(fqn, out var type) ? type.ApiName : fqn;
}
