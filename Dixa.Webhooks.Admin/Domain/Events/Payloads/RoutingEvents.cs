using System.ComponentModel;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>A conversation enters a queue.</summary>
public sealed record ConversationEnqueued([Description("The conversation.")] Conversation Conversation) : IEventData<ConversationEnqueued>
{
    public static ConversationEnqueued Sample => new(Samples.Queued);
}

/// <summary>A conversation is assigned to an agent, its <c>assignee</c>.</summary>
public sealed record ConversationAssigned([Description("The conversation; its assignee is the agent.")] Conversation Conversation) : IEventData<ConversationAssigned>
{
    public static ConversationAssigned Sample => new(Samples.Assigned);
}

/// <summary>A conversation is unassigned from an agent. The agent's place in the payload is inferred.</summary>
public sealed record ConversationUnassigned(
    [Description("The conversation.")] Conversation Conversation,
    [Inferred, Description("The previous agent.")] User? Agent = null) : IEventData<ConversationUnassigned>
{
    public static ConversationUnassigned Sample => new(Samples.Queued, Samples.Agent);
}

/// <summary>A conversation is transferred to a queue or agent. The members about the transfer are inferred.</summary>
public sealed record ConversationTransferred(
    [Description("The conversation.")] Conversation Conversation,
    [Inferred, Description("How it was transferred, for example Manual.")] string? TransferType = null,
    [Inferred, Description("The type of destination: Queue or Agent.")] string? DestinationType = null,
    [Inferred, Description("The id of the queue or agent.")] string? DestinationId = null,
    [Inferred, Description("The name of the queue or agent; null if it has none.")] string? DestinationLabel = null,
    [Inferred, Description("The agent's reason; null if none was given.")] string? Reason = null) : IEventData<ConversationTransferred>
{
    public static ConversationTransferred Sample =>
        new(Samples.Queued with { Queue = Samples.Billing }, "Manual", "Queue", Samples.Billing.Id.ToString(), Samples.Billing.Name, "The question is about an invoice.");
}
