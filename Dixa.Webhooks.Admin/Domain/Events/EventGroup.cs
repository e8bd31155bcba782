namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>The groups of event types in the event picker.</summary>
public enum EventGroup
{
    Lifecycle,
    Routing,
    Content,
    Messages,
    ServiceLevel,
    People,
}

/// <summary>What screens call the groups.</summary>
public static class EventGroups
{
    public static string Title(this EventGroup group) => group switch
    {
        EventGroup.Messages => "Message delivery",
        EventGroup.ServiceLevel => "Service levels",
        EventGroup.People => "End users and bans",
        _ => group.ToString(),
    };
}
