using System.ComponentModel;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

// Every member of these six events is inferred. They report what became of a message that an agent sent.

/// <summary>A message was handed over to the channel's provider.</summary>
public sealed record ConversationMessageDeliverySent(
    [Inferred, Description("The conversation.")] Conversation? Conversation = null,
    [Inferred, Description("The message's id.")] Guid? MessageId = null,
    [Inferred, Description("The channel of the message.")] string? Channel = null,
    [Inferred, Description("The address or number that the message was sent to.")] string? Recipient = null) : IEventData<ConversationMessageDeliverySent>
{
    public static ConversationMessageDeliverySent Sample => new(Samples.Assigned, Samples.Reply, Samples.Assigned.Channel, Samples.EndUser.Email);
}

/// <summary>A message arrived at the recipient's mailbox or device.</summary>
public sealed record ConversationMessageDeliveryDelivered(
    [Inferred, Description("The conversation.")] Conversation? Conversation = null,
    [Inferred, Description("The message's id.")] Guid? MessageId = null,
    [Inferred, Description("The channel of the message.")] string? Channel = null,
    [Inferred, Description("The address or number that the message was sent to.")] string? Recipient = null) : IEventData<ConversationMessageDeliveryDelivered>
{
    public static ConversationMessageDeliveryDelivered Sample => new(Samples.Assigned, Samples.Reply, Samples.Assigned.Channel, Samples.EndUser.Email);
}

/// <summary>The recipient opened a message.</summary>
public sealed record ConversationMessageDeliverySeen(
    [Inferred, Description("The conversation.")] Conversation? Conversation = null,
    [Inferred, Description("The message's id.")] Guid? MessageId = null,
    [Inferred, Description("The channel of the message.")] string? Channel = null,
    [Inferred, Description("The address or number that the message was sent to.")] string? Recipient = null) : IEventData<ConversationMessageDeliverySeen>
{
    public static ConversationMessageDeliverySeen Sample => new(Samples.Assigned, Samples.Reply, Samples.Assigned.Channel, Samples.EndUser.Email);
}

/// <summary>A message could not be delivered.</summary>
public sealed record ConversationMessageDeliveryFailed(
    [Inferred, Description("The conversation.")] Conversation? Conversation = null,
    [Inferred, Description("The message's id.")] Guid? MessageId = null,
    [Inferred, Description("The channel of the message.")] string? Channel = null,
    [Inferred, Description("The address or number that the message was sent to.")] string? Recipient = null,
    [Inferred, Description("Why it failed; null if not known.")] string? Reason = null) : IEventData<ConversationMessageDeliveryFailed>
{
    public static ConversationMessageDeliveryFailed Sample =>
        new(Samples.Assigned, Samples.Reply, Samples.Assigned.Channel, Samples.EndUser.Email, "550 5.1.1 The mailbox does not exist.");
}

/// <summary>The channel's provider reports something about a message, for example a delay.</summary>
public sealed record ConversationMessageDeliveryInfo(
    [Inferred, Description("The conversation.")] Conversation? Conversation = null,
    [Inferred, Description("The message's id.")] Guid? MessageId = null,
    [Inferred, Description("The channel of the message.")] string? Channel = null,
    [Inferred, Description("The address or number that the message was sent to.")] string? Recipient = null,
    [Inferred, Description("What the provider reports.")] string? Info = null) : IEventData<ConversationMessageDeliveryInfo>
{
    public static ConversationMessageDeliveryInfo Sample =>
        new(Samples.Assigned, Samples.Reply, Samples.Assigned.Channel, Samples.EndUser.Email, "Deferred: the recipient's server is busy.");
}

/// <summary>The recipient marked a message as spam.</summary>
public sealed record ConversationMessageDeliverySpamComplaint(
    [Inferred, Description("The conversation.")] Conversation? Conversation = null,
    [Inferred, Description("The message's id.")] Guid? MessageId = null,
    [Inferred, Description("The channel of the message.")] string? Channel = null,
    [Inferred, Description("The address or number that the message was sent to.")] string? Recipient = null) : IEventData<ConversationMessageDeliverySpamComplaint>
{
    public static ConversationMessageDeliverySpamComplaint Sample => new(Samples.Assigned, Samples.Reply, Samples.Assigned.Channel, Samples.EndUser.Email);
}
