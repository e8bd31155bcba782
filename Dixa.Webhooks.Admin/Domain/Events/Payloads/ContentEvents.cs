using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>An internal note is added.</summary>
public sealed record ConversationNoteAdded(
    [Description("The conversation.")] Conversation Conversation,
    [Description("The note's id.")] Guid NoteId,
    [Description("The note's text.")] string Text,
    [MayBeOmitted, Description("When it was written.")] DateTimeOffset CreatedAt,
    [Description("The agent who wrote it.")] User Author) : IEventData<ConversationNoteAdded>
{
    public static ConversationNoteAdded Sample => new(
        Samples.Assigned, Guid.Parse("5d1c3f0e-92a7-4b0c-8a55-0f5f0b7f3c11"), "Parcel is stuck at the depot; carrier calls back before noon.", Samples.Later, Samples.Agent);
}

/// <summary>A message is added, by the end user or by an agent.</summary>
public sealed record ConversationMessageAdded(
    [Description("The conversation.")] Conversation Conversation,
    [Description("Who wrote it.")] User Author,
    [MayBeOmitted, Description("When it was written.")] DateTimeOffset CreatedAt,
    [Description("The message's id.")] Guid MessageId,
    [Description("The message as plain text.")] string Text,
    [Description("inbound from the end user or outbound to them, in lower case.")] string Direction,
    [Description("The channel of the message.")] string Channel,
    [Description("The original message.")] MessageContent Content,
    [MayBeOmitted, Description("The attachments.")] IReadOnlyList<JsonElement> Attachments,
    [MayBeOmitted, Description("The channel's id of the message; null if it has none.")] string? ExternalId) : IEventData<ConversationMessageAdded>
{
    private const string Words = "Hi, my order 4711 has not arrived yet. Can you see where it is?";

    public static ConversationMessageAdded Sample => new(
        Samples.Assigned,
        Samples.EndUser,
        Samples.Later,
        Guid.Parse("8f6c1c39-6f0e-4a93-b0a4-3f5be0a5f5d2"),
        Words,
        "inbound",
        Samples.Assigned.Channel,
        new MessageContent(Words, "text/html", "https://files.example.com/messages/8f6c1c39/original", "https://files.example.com/messages/8f6c1c39/processed"),
        [],
        "<CAF4711@mail.example.com>");
}

/// <summary>An original message and where it is stored.</summary>
public sealed record MessageContent(
    [Description("The message as plain text.")] string Text,
    [Description("The media type of the original; null for plain text.")] string? ContentType,
    [Description("The URL of the original; null if it is not stored.")] string? OriginalContentUrl,
    [Description("The URL of the sanitized original; null if it is not stored.")] string? ProcessedContentUrl);

/// <summary>A tag is added to a conversation.</summary>
public sealed record ConversationTagAdded(
    [Description("The conversation.")] Conversation Conversation,
    [Description("The agent who added it.")] User Author,
    [Description("The tag's name.")] string Tag) : IEventData<ConversationTagAdded>
{
    public static ConversationTagAdded Sample => new(Samples.Assigned, Samples.Agent, Samples.Delivery.Name);
}

/// <summary>A tag is removed from a conversation. The payload is inferred from the one for adding a tag.</summary>
public sealed record ConversationTagRemoved(
    [Description("The conversation.")] Conversation Conversation,
    [Inferred, Description("The agent who removed it.")] User? Author = null,
    [Inferred, Description("The tag's name.")] string? Tag = null) : IEventData<ConversationTagRemoved>
{
    public static ConversationTagRemoved Sample => new(Samples.Assigned with { Tags = [] }, Samples.Agent, Samples.Delivery.Name);
}

/// <summary>A rating, or a comment on one; each is a separate event. The rating's members are partly known and partly inferred.</summary>
public sealed record ConversationRated(
    [Description("The conversation.")] Conversation Conversation,
    [Inferred, Description("The score; null if the event is only about a comment.")] int? Score = null,
    [Inferred, Description("The end user's comment; null if there is none.")] string? Comment = null,
    [Inferred, Description("Csat, Nps or ThumbsUpOrDown.")] string? Type = null,
    [Inferred, Description("The rated agent; null if there is none.")] User? Agent = null) : IEventData<ConversationRated>
{
    public static ConversationRated Sample => new(Samples.Closed, 5, "Fast and friendly!", "Csat", Samples.Agent);
}

/// <summary>A custom attribute of a conversation gets another value. Every member is inferred.</summary>
public sealed record ConversationCustomAttributeUpdated(
    [Inferred, Description("The conversation.")] Conversation? Conversation = null,
    [Inferred, Description("The attribute.")] CustomAttribute? Attribute = null,
    [Inferred, Description("The new value as text; null if it was removed.")] string? Value = null,
    [Inferred, Description("The previous value as text; null if there was none.")] string? OldValue = null) : IEventData<ConversationCustomAttributeUpdated>
{
    public static ConversationCustomAttributeUpdated Sample => new(
        Samples.Assigned, new CustomAttribute(Guid.Parse("7c4b2f9a-3d51-4d8e-8f0b-6a1e2d3c4b5f"), "order_status", "Order status"), "Delayed", "Shipped");
}

/// <summary>A field that an organization defines for its conversations.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "The contract's word.")]
public sealed record CustomAttribute(
    [Description("The attribute's id.")] Guid Id,
    [Description("The attribute's name in the API.")] string Identifier,
    [Description("The attribute's display name.")] string Label);

/// <summary>A phone call or voicemail is transcribed. Every member is inferred.</summary>
public sealed record ConversationTranscriptionAdded(
    [Inferred, Description("The conversation.")] Conversation? Conversation = null,
    [Inferred, Description("The transcript.")] string? Text = null,
    [Inferred, Description("The language as a BCP 47 tag, for example en.")] string? Language = null,
    [Inferred, Description("When it was transcribed.")] DateTimeOffset? CreatedAt = null) : IEventData<ConversationTranscriptionAdded>
{
    public static ConversationTranscriptionAdded Sample => new(Samples.Call, "Hello, I am calling about order 4711. It has not arrived yet.", "en", Samples.Later);
}

/// <summary>An end user or an agent starts typing. Every member is inferred.</summary>
public sealed record TypingStarted(
    [Inferred, Description("The conversation.")] Conversation? Conversation = null,
    [Inferred, Description("The person who is typing.")] User? Author = null) : IEventData<TypingStarted>
{
    public static TypingStarted Sample => new(Samples.Assigned, Samples.EndUser);
}
