namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>What a <see cref="SubjectKey"/> identifies. The numbers are stored: never reuse one.</summary>
public enum SubjectKind
{
    /// <summary>A conversation, by its number.</summary>
    Conversation = 1,

    /// <summary>A message or a note, by its uuid.</summary>
    Message = 2,

    /// <summary>A person, by the uuid of the end user or agent.</summary>
    User = 3,

    Email = 4,

    /// <summary>A phone number, by its digits.</summary>
    Phone = 5,

    /// <summary>A banned IP address.</summary>
    Ip = 6,
}
