using System.ComponentModel;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

// Every member of these five events is inferred.

/// <summary>An end user is banned.</summary>
public sealed record AgentBannedEnduser(
    [Inferred, Description("The banned end user.")] User? Enduser = null,
    [Inferred, Description("The agent.")] User? Agent = null) : IEventData<AgentBannedEnduser>
{
    public static AgentBannedEnduser Sample => new(Samples.EndUser, Samples.Agent);
}

/// <summary>An end user is no longer banned.</summary>
public sealed record AgentUnbannedEnduser(
    [Inferred, Description("The end user whose ban is removed.")] User? Enduser = null,
    [Inferred, Description("The agent.")] User? Agent = null) : IEventData<AgentUnbannedEnduser>
{
    public static AgentUnbannedEnduser Sample => new(Samples.EndUser, Samples.Agent);
}

/// <summary>An IP address is banned.</summary>
public sealed record AgentBannedIp(
    [Inferred, Description("The address, IPv4 or IPv6.")] string? Ip = null,
    [Inferred, Description("The agent.")] User? Agent = null) : IEventData<AgentBannedIp>
{
    public static AgentBannedIp Sample => new("203.0.113.42", Samples.Agent);
}

/// <summary>An IP address is no longer banned.</summary>
public sealed record AgentUnbannedIp(
    [Inferred, Description("The address, IPv4 or IPv6.")] string? Ip = null,
    [Inferred, Description("The agent.")] User? Agent = null) : IEventData<AgentUnbannedIp>
{
    public static AgentUnbannedIp Sample => new("203.0.113.42", Samples.Agent);
}

/// <summary>A conversation gets another end user.</summary>
public sealed record ConversationEndUserReplaced(
    [Inferred, Description("The conversation.")] Conversation? Conversation = null,
    [Inferred, Description("The previous end user.")] User? OldUser = null,
    [Inferred, Description("The new end user.")] User? NewUser = null) : IEventData<ConversationEndUserReplaced>
{
    public static ConversationEndUserReplaced Sample => new(Samples.Assigned, Samples.Anonymous, Samples.EndUser);
}
