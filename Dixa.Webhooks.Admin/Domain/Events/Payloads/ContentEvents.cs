using System.ComponentModel;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>An internal note is added.</summary>
public sealed record ConversationNoteAdded(
    [Description("The conversation.")] Conversation Conversation,
    [Description("The note's id.")] Guid NoteId,
    [Description("What it says.")] string Text,
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
    [Description("What it says, as plain text.")] string Text,
    [Description("inbound from the end user, outbound to them; in lower case here.")] string Direction,
    [Description("The channel that it came or went by.")] string Channel,
    [Description("The message as it was written.")] MessageContent Content,
    [MayBeOmitted, Description("What was attached to it.")] IReadOnlyList<JsonElement> Attachments,
    [MayBeOmitted, Description("The id that the channel gave it; null when it gave none.")] string? ExternalId) : IEventData<ConversationMessageAdded>
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

/// <summary>A message as it was written, and where it is kept.</summary>
public sealed record MessageContent(
    [Description("What it says, as plain text.")] string Text,
    [Description("The media type of what was written; null for plain text.")] string? ContentType,
    [Description("Where the original is; null when it is not kept.")] string? OriginalContentUrl,
    [Description("Where the original is with what is harmful taken out; null when it is not kept.")] string? ProcessedContentUrl);

/// <summary>A tag is put on a conversation.</summary>
public sealed record ConversationTagAdded(
    [Description("The conversation.")] Conversation Conversation,
    [Description("The agent who did it.")] User Author,
    [Description("The tag's name.")] string Tag) : IEventData<ConversationTagAdded>
{
    public static ConversationTagAdded Sample => new(Samples.Assigned, Samples.Agent, Samples.Delivery.Name);
}

/// <summary>A tag is taken off a conversation. That it looks like the tag's addition is inferred.</summary>
public sealed record ConversationTagRemoved(
    [Description("The conversation.")] Conversation Conversation,
    [Inferred, Description("The agent who did it.")] User? Author = null,
    [Inferred, Description("The tag's name.")] string? Tag = null) : IEventData<ConversationTagRemoved>
{
    public static ConversationTagRemoved Sample => new(Samples.Assigned with { Tags = [] }, Samples.Agent, Samples.Delivery.Name);
}

/// <summary>A rating, or a comment on one: each is an event of its own. What it says of the rating is seen in part and inferred in part.</summary>
public sealed record ConversationRated(
    [Description("The conversation.")] Conversation Conversation,
    [Inferred, Description("The score; null when this is about a comment only.")] int? Score = null,
    [Inferred, Description("What the end user said; null when they said nothing.")] string? Comment = null,
    [Inferred, Description("Csat, Nps or ThumbsUpOrDown.")] string? Type = null,
    [Inferred, Description("The agent who is rated; null when there was none.")] User? Agent = null) : IEventData<ConversationRated>
{
    public static ConversationRated Sample => new(Samples.Closed, 5, "Fast and friendly!", "Csat", Samples.Agent);
}
