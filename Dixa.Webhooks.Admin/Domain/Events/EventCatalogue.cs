using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>
/// The event types, in the order of Dixa's guide, with the guide's labels and descriptions. The names of the last five and of a few
/// conversation events are inferred, and are defined only here. A new type needs one entry here and one record in <c>Payloads</c>.
/// </summary>
public static class EventCatalogue
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of<ConversationCreated>("CONVERSATION_CREATED", "Conversation created",
            "A conversation is created inside Dixa.", EventGroup.Lifecycle),
        EventType.Of<ConversationEnqueued>("CONVERSATION_ENQUEUED", "Conversation enqueued",
            "A conversation enters a queue.", EventGroup.Routing),
        EventType.Of<ConversationAssigned>("CONVERSATION_ASSIGNED", "Conversation assigned",
            "A conversation gets assigned to an agent.", EventGroup.Routing),
        EventType.Of<ConversationUnassigned>("CONVERSATION_UNASSIGNED", "Conversation unassigned",
            "A conversation gets unassigned from an agent.", EventGroup.Routing),
        EventType.Of<ConversationClosed>("CONVERSATION_CLOSED", "Conversation closed",
            "A conversation gets closed.", EventGroup.Lifecycle),
        EventType.Of<ConversationNoteAdded>("CONVERSATION_NOTE_ADDED", "Conversation note added",
            "An internal note is added to a conversation.", EventGroup.Content),
        EventType.Of<ConversationMessageAdded>("CONVERSATION_MESSAGE_ADDED", "Conversation message added",
            "A message is added to the conversation.", EventGroup.Content),
        EventType.Of<ConversationTagAdded>("CONVERSATION_TAG_ADDED", "Conversation tag added",
            "A tag is added to the conversation.", EventGroup.Content),
        EventType.Of<ConversationTagRemoved>("CONVERSATION_TAG_REMOVED", "Conversation tag removed",
            "A tag is removed from a conversation.", EventGroup.Content),
        EventType.Of<ConversationOpen>("CONVERSATION_OPEN", "Conversation open",
            "A conversation is reopened after it was closed.", EventGroup.Lifecycle),
        EventType.Of<ConversationPending>("CONVERSATION_PENDING", "Conversation pending",
            "A follow-up is added to a conversation.", EventGroup.Lifecycle),
        EventType.Of<ConversationPendingExpired>("CONVERSATION_PENDING_EXPIRED", "Conversation pending expired",
            "A follow-up added to the conversation has expired.", EventGroup.Lifecycle),
        EventType.Of<ConversationTransferred>("CONVERSATION_TRANSFERRED", "Conversation transferred",
            "A conversation is transferred to a queue or an agent.", EventGroup.Routing),
        EventType.Of<ConversationAbandoned>("CONVERSATION_ABANDONED", "Conversation abandoned",
            "A conversation is closed without an agent being assigned to it.", EventGroup.Lifecycle),
        EventType.Of<ConversationRated>("CONVERSATION_RATED", "Conversation rated",
            "A conversation is rated by the end user, or the end user comments on the rating. One webhook is fired for each rating and for each comment.",
            EventGroup.Content),
        EventType.Of<AgentBannedEnduser>("AGENT_BANNED_ENDUSER", "Banned enduser",
            "An end user is banned.", EventGroup.People),
        EventType.Of<AgentUnbannedEnduser>("AGENT_UNBANNED_ENDUSER", "Unbanned enduser",
            "An end user's ban is removed.", EventGroup.People),
        EventType.Of<AgentBannedIp>("AGENT_BANNED_IP", "Banned ip",
            "An IP address is banned.", EventGroup.People),
        EventType.Of<AgentUnbannedIp>("AGENT_UNBANNED_IP", "Unbanned ip",
            "An IP address's ban is removed.", EventGroup.People),
        EventType.Of<ConversationEndUserReplaced>("CONVERSATION_END_USER_REPLACED", "Enduser replaced",
            "The end user of a conversation is updated.", EventGroup.People),
    ];

    private static readonly FrozenDictionary<string, EventType> ByFqn = All.ToFrozenDictionary(type => type.Fqn, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, EventType> ByApiName = All.ToFrozenDictionary(type => type.ApiName, StringComparer.Ordinal);

    /// <summary>Finds a type by its exact wire name.</summary>
    public static bool TryFind(string? fqn, [NotNullWhen(true)] out EventType? type)
    {
        type = null;
        return fqn is not null && ByFqn.TryGetValue(fqn, out type);
    }

    /// <summary>Finds a type by its exact name in the REST API.</summary>
    public static bool TryFindByApiName(string? apiName, [NotNullWhen(true)] out EventType? type)
    {
        type = null;
        return apiName is not null && ByApiName.TryGetValue(apiName, out type);
    }
}
