using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>A conversation is created.</summary>
public sealed record ConversationCreated([Description("The conversation.")] Conversation Conversation) : IEventData<ConversationCreated>
{
    public static ConversationCreated Sample => new(Samples.New);
}

/// <summary>A conversation is closed.</summary>
public sealed record ConversationClosed([Description("The conversation.")] Conversation Conversation) : IEventData<ConversationClosed>
{
    public static ConversationClosed Sample => new(Samples.Closed);
}

/// <summary>A closed conversation is open again.</summary>
public sealed record ConversationOpen([Description("The conversation.")] Conversation Conversation) : IEventData<ConversationOpen>
{
    public static ConversationOpen Sample => new(Samples.Assigned);
}

/// <summary>A follow-up is added to a conversation.</summary>
public sealed record ConversationPending([Description("The conversation.")] Conversation Conversation) : IEventData<ConversationPending>
{
    public static ConversationPending Sample => new(Samples.Assigned with { Status = "PENDING" });
}

/// <summary>A follow-up has expired.</summary>
public sealed record ConversationPendingExpired(
    [Description("The conversation.")] Conversation Conversation,

    // The only name that is not in snake_case, because of the contract.
    [property: JsonPropertyName("pendingByUser"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Description("The agent who added the follow-up; omitted if not known.")] User? PendingByUser = null) : IEventData<ConversationPendingExpired>
{
    public static ConversationPendingExpired Sample => new(Samples.Assigned, Samples.Agent);
}

/// <summary>A conversation is closed without ever having been assigned to an agent.</summary>
public sealed record ConversationAbandoned(
    [Description("The conversation.")] Conversation Conversation,
    [Description("The queue that the conversation was in.")] Queue Queue) : IEventData<ConversationAbandoned>
{
    public static ConversationAbandoned Sample => new(Samples.Call with { Status = "CLOSED" }, Samples.Support);
}
