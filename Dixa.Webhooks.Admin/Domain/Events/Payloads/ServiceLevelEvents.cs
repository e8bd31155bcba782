using System.ComponentModel;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

// Every member of these four events is inferred. They follow one target of a service level agreement (SLA) of a conversation.

/// <summary>A target of an SLA applies to a conversation, and its time runs.</summary>
public sealed record SLAEvaluationPending(
    [Inferred, Description("The conversation.")] Conversation? Conversation = null,
    [Inferred, Description("The SLA.")] ServiceLevel? Sla = null,
    [Inferred, Description("The target, for example FirstResponse.")] string? Target = null,
    [Inferred, Description("When the target must be met.")] DateTimeOffset? DueAt = null) : IEventData<SLAEvaluationPending>
{
    public static SLAEvaluationPending Sample => new(Samples.Queued, Samples.Sla, "FirstResponse", Samples.Due);
}

/// <summary>A target of an SLA was met in time.</summary>
public sealed record SLAEvaluationAchieved(
    [Inferred, Description("The conversation.")] Conversation? Conversation = null,
    [Inferred, Description("The SLA.")] ServiceLevel? Sla = null,
    [Inferred, Description("The target, for example FirstResponse.")] string? Target = null,
    [Inferred, Description("When the target had to be met.")] DateTimeOffset? DueAt = null,
    [Inferred, Description("When it was met.")] DateTimeOffset? EvaluatedAt = null) : IEventData<SLAEvaluationAchieved>
{
    public static SLAEvaluationAchieved Sample => new(Samples.Assigned, Samples.Sla, "FirstResponse", Samples.Due, Samples.Later);
}

/// <summary>A target of an SLA was not met in time.</summary>
public sealed record SLAEvaluationBreached(
    [Inferred, Description("The conversation.")] Conversation? Conversation = null,
    [Inferred, Description("The SLA.")] ServiceLevel? Sla = null,
    [Inferred, Description("The target, for example FirstResponse.")] string? Target = null,
    [Inferred, Description("When the target had to be met.")] DateTimeOffset? DueAt = null,
    [Inferred, Description("When the breach was found.")] DateTimeOffset? EvaluatedAt = null) : IEventData<SLAEvaluationBreached>
{
    public static SLAEvaluationBreached Sample => new(Samples.Queued, Samples.Sla, "FirstResponse", Samples.Due, Samples.Due);
}

/// <summary>A target of an SLA no longer applies to a conversation.</summary>
public sealed record SLAEvaluationVoided(
    [Inferred, Description("The conversation.")] Conversation? Conversation = null,
    [Inferred, Description("The SLA.")] ServiceLevel? Sla = null,
    [Inferred, Description("The target, for example FirstResponse.")] string? Target = null,
    [Inferred, Description("When it stopped to apply.")] DateTimeOffset? EvaluatedAt = null) : IEventData<SLAEvaluationVoided>
{
    public static SLAEvaluationVoided Sample => new(Samples.Closed, Samples.Sla, "FirstResponse", Samples.Later);
}

/// <summary>A service level agreement.</summary>
public sealed record ServiceLevel(
    [Description("The SLA's id.")] Guid Id,
    [Description("The SLA's name.")] string Name);
