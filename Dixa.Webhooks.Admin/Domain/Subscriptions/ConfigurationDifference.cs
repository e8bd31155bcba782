using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>Describes an edit for the activity log: which fields changed, and how unless they are secret.</summary>
public static class ConfigurationDifference
{
    /// <summary>Up to this many event types are named; above it, only their number.</summary>
    public const int MaxEventsNamed = 3;

    private const int MaxUrlShown = 100;

    /// <summary>
    /// Returns one activity for the changed fields and a separate one if the webhook was enabled or disabled, so that these can be found
    /// regardless of how it was done. Returns none if nothing changed.
    /// </summary>
    public static IReadOnlyList<Activity> Between(WebhookConfiguration before, WebhookConfiguration after)
    {
        var changed = new Activity.Changed
        {
            Name = before.Name != after.Name,
            Description = before.Description != after.Description,
            Owner = before.Owner != after.Owner,
            Tags = !before.Tags.SequenceEqual(after.Tags),
            Url = before.Url == after.Url ? null : Change(Shown(before.Url), Shown(after.Url)),
            Events = Change([.. after.Events.Except(before.Events)], [.. before.Events.Except(after.Events)]),
            Authorization = before.Authorization != after.Authorization,
            Headers = !before.Headers.SequenceEqual(after.Headers),
        };
        return
        [
            .. changed != new Activity.Changed() ? [changed] : Array.Empty<Activity>(),
            .. before.Enabled != after.Enabled ? [Activity.Switched(after.Enabled)] : Array.Empty<Activity>(),
        ];
    }

    private static UrlChange Change(string from, string to) => from == to ? new UrlChange(null, null) : new UrlChange(from, to);

    private static EventsChange? Change(List<EventType> added, List<EventType> removed) =>
        added.Count + removed.Count > 0 ? new EventsChange(Named(added), Named(removed)) : null;

    private static ChangedEvents? Named(List<EventType> types) => types.Count switch
    {
        0 => null,
        <= MaxEventsNamed => new ChangedEvents(types.Count, [.. types.Select(type => type.Fqn)]),
        _ => new ChangedEvents(types.Count),
    };

    /// <summary>The URL's scheme and host. Its path and its query may contain a secret: those of Slack and of other services do.</summary>
    private static string Shown(EndpointUrl url)
    {
        var shown = url.Uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        return shown.Length > MaxUrlShown ? shown[..(MaxUrlShown - 1)] + "…" : shown;
    }
}
