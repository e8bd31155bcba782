namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>What happens in a conversation besides question, answer and end.</summary>
[Flags]
internal enum DemoTurns
{
    None = 0,

    /// <summary>The end user gives up before an agent responds.</summary>
    Abandoned = 1 << 0,
    Tagged = 1 << 1,

    /// <summary>The tag "to-sort" is replaced with the right one.</summary>
    Retagged = 1 << 2,
    Noted = 1 << 3,

    /// <summary>The anonymous end user turns out to be a known one.</summary>
    Replaced = 1 << 4,

    /// <summary>Another agent takes over.</summary>
    Unassigned = 1 << 5,
    Transferred = 1 << 6,

    /// <summary>The conversation is pending for a while.</summary>
    Pending = 1 << 7,
    Reopened = 1 << 8,
    Rated = 1 << 9,

    /// <summary>The end user comments on the rating, which is a separate event.</summary>
    Commented = 1 << 10,

    /// <summary>Spam: an agent bans the sender, and another agent lifts the ban.</summary>
    BannedUser = 1 << 11,

    /// <summary>Spam from a visitor: an agent bans the IP address, and another agent lifts the ban.</summary>
    BannedIp = 1 << 12,

    /// <summary>The end user's typing is reported before a reply.</summary>
    Typed = 1 << 13,

    /// <summary>A custom attribute is set.</summary>
    Attributed = 1 << 14,

    /// <summary>The call or voicemail is transcribed.</summary>
    Transcribed = 1 << 15,

    /// <summary>Each of the agent's messages is reported as sent, delivered and seen.</summary>
    Tracked = 1 << 16,

    /// <summary>The agent's first message is delayed and then fails.</summary>
    Bounced = 1 << 17,

    /// <summary>The end user marks the agent's first message as spam.</summary>
    Complained = 1 << 18,

    /// <summary>The first response has a time limit, and comes in time. If the conversation is abandoned, the limit is void.</summary>
    InTime = 1 << 19,

    /// <summary>The first response has a time limit, and comes too late.</summary>
    TooLate = 1 << 20,
}
