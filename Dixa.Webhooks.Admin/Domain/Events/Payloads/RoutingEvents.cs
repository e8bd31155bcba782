using System.ComponentModel;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>A conversation enters a queue.</summary>
public sealed record ConversationEnqueued([Description("The conversation.")] Conversation Conversation) : IEventData<ConversationEnqueued>
{
    public static ConversationEnqueued Sample => new(Samples.Queued);
}

/// <summary>An agent gets a conversation: its <c>assignee</c>.</summary>
public sealed record ConversationAssigned([Description("The conversation; its assignee is the agent.")] Conversation Conversation) : IEventData<ConversationAssigned>
{
    public static ConversationAssigned Sample => new(Samples.Assigned);
}

/// <summary>A conversation is taken from an agent. The agent's place in the payload is inferred.</summary>
public sealed record ConversationUnassigned(
    [Description("The conversation.")] Conversation Conversation,
    [Inferred, Description("The agent who had it.")] User? Agent = null) : IEventData<ConversationUnassigned>
{
    public static ConversationUnassigned Sample => new(Samples.Queued, Samples.Agent);
}

/// <summary>A conversation goes to somebody or something else. What is said of the transfer is inferred.</summary>
public sealed record ConversationTransferred(
    [Description("The conversation.")] Conversation Conversation,
    [Inferred, Description("How it was transferred, for example Manual.")] string? TransferType = null,
    [Inferred, Description("What it went to: Queue or Agent.")] string? DestinationType = null,
    [Inferred, Description("The id of the queue or agent.")] string? DestinationId = null,
    [Inferred, Description("The name of the queue or agent; null when it has none.")] string? DestinationLabel = null,
    [Inferred, Description("Why, in the agent's words; null when nothing was said.")] string? Reason = null) : IEventData<ConversationTransferred>
{
    public static ConversationTransferred Sample =>
        new(Samples.Queued with { Queue = Samples.Billing }, "Manual", "Queue", Samples.Billing.Id.ToString(), Samples.Billing.Name, "The question is about an invoice.");
}
