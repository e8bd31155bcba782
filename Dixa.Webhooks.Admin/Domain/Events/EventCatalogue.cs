using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>
/// The event types: first the 20 of Dixa's guide, in its order and with its labels and descriptions, then the 13 that Dixa's API has
/// besides. Of the newer ones, only the API names are public; their wire names follow the rule of the others. The wire names of the five
/// about people and of a few conversation events are inferred, too, and are defined only here. A new type needs one entry here and one
/// record in <c>Payloads</c>.
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
        EventType.Of<ConversationCustomAttributeUpdated>("CONVERSATION_CUSTOM_ATTRIBUTE_UPDATED", "Conversation custom attribute updated",
            "A custom attribute of a conversation gets another value.", EventGroup.Content),
        EventType.Of<ConversationMessageDeliverySent>("CONVERSATION_MESSAGE_DELIVERY_SENT", "Message sent",
            "A message to the end user is handed over to the channel's provider.", EventGroup.Messages),
        EventType.Of<ConversationMessageDeliveryDelivered>("CONVERSATION_MESSAGE_DELIVERY_DELIVERED", "Message delivered",
            "A message arrives at the end user's mailbox or device.", EventGroup.Messages),
        EventType.Of<ConversationMessageDeliverySeen>("CONVERSATION_MESSAGE_DELIVERY_SEEN", "Message seen",
            "The end user opens a message.", EventGroup.Messages),
        EventType.Of<ConversationMessageDeliveryFailed>("CONVERSATION_MESSAGE_DELIVERY_FAILED", "Message delivery failed",
            "A message to the end user cannot be delivered.", EventGroup.Messages),
        EventType.Of<ConversationMessageDeliveryInfo>("CONVERSATION_MESSAGE_DELIVERY_INFO", "Message delivery info",
            "The channel's provider reports something about a message, for example a delay.", EventGroup.Messages),
        EventType.Of<ConversationMessageDeliverySpamComplaint>("CONVERSATION_MESSAGE_DELIVERY_SPAM_COMPLAINT", "Message spam complaint",
            "The end user marks a message as spam.", EventGroup.Messages),
        EventType.Of<ConversationTranscriptionAdded>("CONVERSATION_TRANSCRIPTION_ADDED", "Conversation transcription added",
            "A phone call or voicemail is transcribed.", EventGroup.Content),
        EventType.Of<SLAEvaluationPending>("SLA_EVALUATION_PENDING", "SLA pending",
            "A target of a service level agreement applies to a conversation, and its time runs.", EventGroup.ServiceLevel),
        EventType.Of<SLAEvaluationAchieved>("SLA_EVALUATION_ACHIEVED", "SLA achieved",
            "A target of a service level agreement is met in time.", EventGroup.ServiceLevel),
        EventType.Of<SLAEvaluationBreached>("SLA_EVALUATION_BREACHED", "SLA breached",
            "A target of a service level agreement is not met in time.", EventGroup.ServiceLevel),
        EventType.Of<SLAEvaluationVoided>("SLA_EVALUATION_VOIDED", "SLA voided",
            "A target of a service level agreement no longer applies to a conversation.", EventGroup.ServiceLevel),
        EventType.Of<TypingStarted>("TYPING_STARTED", "Typing started",
            "An end user or an agent starts typing.", EventGroup.Content),
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
