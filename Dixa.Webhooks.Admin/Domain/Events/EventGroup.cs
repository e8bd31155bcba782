namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>A heading under which event types stand together where an administrator chooses them.</summary>
public enum EventGroup
{
    Lifecycle,
    Routing,
    Content,
    People,
}
