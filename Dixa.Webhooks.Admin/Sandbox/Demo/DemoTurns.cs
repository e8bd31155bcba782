namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>What happens in a conversation beside question, answer and end.</summary>
[Flags]
internal enum DemoTurns
{
    None = 0,

    /// <summary>Nobody takes it before the end user gives up.</summary>
    Abandoned = 1 << 0,
    Tagged = 1 << 1,

    /// <summary>It is tagged, and then loses the tag that said that nobody had tagged it yet.</summary>
    Retagged = 1 << 2,
    Noted = 1 << 3,

    /// <summary>The end user turns out to be somebody who is known.</summary>
    Replaced = 1 << 4,

    /// <summary>The agent goes home, and a colleague takes over.</summary>
    Unassigned = 1 << 5,
    Transferred = 1 << 6,

    /// <summary>It waits for something, and then is taken up again.</summary>
    Pending = 1 << 7,
    Reopened = 1 << 8,
    Rated = 1 << 9,

    /// <summary>The end user comments on the rating, which is an event of its own.</summary>
    Commented = 1 << 10,

    /// <summary>It is spam: the sender is banned, and a colleague takes that back.</summary>
    BannedUser = 1 << 11,

    /// <summary>It is spam from a visitor: the address is banned, and a colleague takes that back.</summary>
    BannedIp = 1 << 12,
}
