namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>The groups of event types in the event picker.</summary>
public enum EventGroup
{
    Lifecycle,
    Routing,
    Content,
    People,
}
