using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>The conversation that an event is about, as it stands after the event.</summary>
public sealed record Conversation(
    [Description("The conversation's number.")] long Csid,
    [Description("Where it is held: EMAIL, CONTACT_FORM, FACEBOOK_MESSENGER, MESSENGER, WIDGET_CHAT, PSTN_PHONE or another channel.")] string Channel,
    [Description("OPEN, PENDING or CLOSED.")] string Status,
    [Description("INBOUND when the end user began it, else OUTBOUND.")] string Direction,
    [Description("The queue that it waits in; null when it is in none.")] Queue? Queue,
    [Description("The address or number that was written to or called; null when there is none.")] string? ContactPoint,
    [Description("The end user whose conversation it is.")] User Requester,
    [Description("The agent who has it; null when nobody has.")] User? Assignee,
    [Description("The subject; null on channels without one.")] string? Subject,
    [Description("The tags that it bears.")] IReadOnlyList<Tag> Tags,
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
    [MayBeOmitted, Description("Whether it can no longer be put on conversations.")] bool IsDeactivated);
