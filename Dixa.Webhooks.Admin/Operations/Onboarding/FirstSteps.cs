namespace Dixa.Webhooks.Admin.Operations.Onboarding;

/// <summary>How far a new installation is.</summary>
/// <param name="WebhookId">The newest webhook; null if there is none.</param>
/// <param name="EventType">An event type that this webhook subscribes to (a wire name); null if there is none.</param>
/// <param name="IsTested">Whether a test event was delivered.</param>
/// <param name="HasToken">Whether a program can publish events: there is a token with that permission.</param>
/// <param name="IsPublished">Whether an event was received that is neither a test nor of the demo.</param>
/// <param name="EventId">The first event; null if there is none, or if it may be one of the demo.</param>
public sealed record FirstSteps(Guid? WebhookId, string? EventType, bool IsTested, bool HasToken, bool IsPublished, Guid? EventId)
{
    /// <summary>An installation that receives events is not new any more, even if a step was left out.</summary>
    public bool AreDone => IsPublished;
}
