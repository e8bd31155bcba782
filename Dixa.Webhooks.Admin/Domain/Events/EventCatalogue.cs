using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>
/// The 20 event types, in the order of Dixa's guide. Labels and descriptions are the guide's;
/// the names of the last five and of a few conversation events are inferred, and stand here only.
/// </summary>
public static class EventCatalogue
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        new("CONVERSATION_CREATED", "ConversationCreated", "Conversation created",
            "A conversation is created inside Dixa.", EventGroup.Lifecycle),
        new("CONVERSATION_ENQUEUED", "ConversationEnqueued", "Conversation enqueued",
            "A conversation enters a queue.", EventGroup.Routing),
        new("CONVERSATION_ASSIGNED", "ConversationAssigned", "Conversation assigned",
            "A conversation gets assigned to an agent.", EventGroup.Routing),
        new("CONVERSATION_UNASSIGNED", "ConversationUnassigned", "Conversation unassigned",
            "A conversation gets unassigned from an agent.", EventGroup.Routing),
        new("CONVERSATION_CLOSED", "ConversationClosed", "Conversation closed",
            "A conversation gets closed.", EventGroup.Lifecycle),
        new("CONVERSATION_NOTE_ADDED", "ConversationNoteAdded", "Conversation note added",
            "An internal note is added to a conversation.", EventGroup.Content),
        new("CONVERSATION_MESSAGE_ADDED", "ConversationMessageAdded", "Conversation message added",
            "A message is added to the conversation.", EventGroup.Content),
        new("CONVERSATION_TAG_ADDED", "ConversationTagAdded", "Conversation tag added",
            "A tag is added to the conversation.", EventGroup.Content),
        new("CONVERSATION_TAG_REMOVED", "ConversationTagRemoved", "Conversation tag removed",
            "A tag is removed from a conversation.", EventGroup.Content),
        new("CONVERSATION_OPEN", "ConversationOpen", "Conversation open",
            "A conversation is reopened after it was closed.", EventGroup.Lifecycle),
        new("CONVERSATION_PENDING", "ConversationPending", "Conversation pending",
            "A follow-up is added to a conversation.", EventGroup.Lifecycle),
        new("CONVERSATION_PENDING_EXPIRED", "ConversationPendingExpired", "Conversation pending expired",
            "A follow-up added to the conversation has expired.", EventGroup.Lifecycle),
        new("CONVERSATION_TRANSFERRED", "ConversationTransferred", "Conversation transferred",
            "A conversation is transferred to a queue or an agent.", EventGroup.Routing),
        new("CONVERSATION_ABANDONED", "ConversationAbandoned", "Conversation abandoned",
            "A conversation is closed without an agent being assigned to it.", EventGroup.Lifecycle),
        new("CONVERSATION_RATED", "ConversationRated", "Conversation rated",
            "A conversation is rated by the end user, or the end user comments on the rating. One webhook is fired for each rating and for each comment.",
            EventGroup.Content),
        new("AGENT_BANNED_ENDUSER", "AgentBannedEnduser", "Banned enduser",
            "An end user is banned.", EventGroup.People),
        new("AGENT_UNBANNED_ENDUSER", "AgentUnbannedEnduser", "Unbanned enduser",
            "An end user's ban is removed.", EventGroup.People),
        new("AGENT_BANNED_IP", "AgentBannedIp", "Banned ip",
            "An IP address is banned.", EventGroup.People),
        new("AGENT_UNBANNED_IP", "AgentUnbannedIp", "Unbanned ip",
            "An IP address's ban is removed.", EventGroup.People),
        new("CONVERSATION_END_USER_REPLACED", "ConversationEndUserReplaced", "Enduser replaced",
            "The end user of a conversation is updated.", EventGroup.People),
    ];

    private static readonly FrozenDictionary<string, EventType> ByFqn = All.ToFrozenDictionary(type => type.Fqn, StringComparer.Ordinal);

    /// <summary>Finds a type by its wire name, in exactly that spelling.</summary>
    public static bool TryFind(string? fqn, [NotNullWhen(true)] out EventType? type)
    {
        type = null;
        return fqn is not null && ByFqn.TryGetValue(fqn, out type);
    }
}
