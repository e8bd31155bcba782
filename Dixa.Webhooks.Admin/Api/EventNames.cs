using System.Diagnostics.CodeAnalysis;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>The API's names of event types, for example <c>ConversationCreated</c>. Payloads and screens use other names.</summary>
internal static class EventNames
{
    private const int MaxShown = 100;

    public static bool TryRead(string? name, [NotNullWhen(true)] out EventType? type, [NotNullWhen(false)] out string? error)
    {
        error = EventCatalogue.TryFindByApiName(name, out type)
            ? null
            : $"\"{(name?.Length > MaxShown ? name[..MaxShown] + "…" : name)}\" is not an event. It must be one of {string.Join(", ", EventCatalogue.All.Select(known => known.ApiName))}.";
        return error is null;
    }

    /// <summary>The API name of a stored event type, or its wire name if it is no longer in the catalogue.</summary>
    public static string Of(string fqn) => EventCatalogue.TryFind(fqn, out var type) ? type.ApiName : fqn;
}
