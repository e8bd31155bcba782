using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>The conversation that an event is about, in its state after the event.</summary>
public sealed record Conversation(
    [Description("The conversation's number.")] long Csid,
    [Description("The channel: EMAIL, CONTACT_FORM, FACEBOOK_MESSENGER, MESSENGER, WIDGET_CHAT, PSTN_PHONE or another one.")] string Channel,
    [Description("OPEN, PENDING or CLOSED.")] string Status,
    [Description("INBOUND if the end user started it, otherwise OUTBOUND.")] string Direction,
    [Description("The queue; null if it is in none.")] Queue? Queue,
    [Description("The address or number that the end user contacted; null if there is none.")] string? ContactPoint,
    [Description("The end user.")] User Requester,
    [Description("The assigned agent; null if there is none.")] User? Assignee,
    [Description("The subject; null on channels without one.")] string? Subject,
    [Description("The conversation's tags.")] IReadOnlyList<Tag> Tags,
    [MayBeOmitted, Description("When it was created.")] DateTimeOffset CreatedAt);

/// <summary>A queue of conversations.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "The contract's word.")]
public sealed record Queue(
    [Description("The queue's id.")] Guid Id,
    [Description("The queue's name.")] string Name);

/// <summary>A tag on a conversation.</summary>
public sealed record Tag(
    [MayBeOmitted, Description("The tag's id.")] Guid Id,
    [MayBeOmitted, Description("The tag's name.")] string Name,
    [MayBeOmitted, Description("Whether it can no longer be added to conversations.")] bool IsDeactivated);
