using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>Describes an edit for the activity log: which fields changed, and how unless they are secret.</summary>
public static class ConfigurationDifference
{
    private const int MaxUrlShown = 100;

    /// <summary>Up to this many event types are named; above it, only their number.</summary>
    private const int MaxEventsNamed = 3;

    /// <summary>
    /// Returns one activity for the changed fields and a separate one if the webhook was enabled or disabled, so that these can be found
    /// regardless of how it was done. Returns none if nothing changed.
    /// </summary>
    public static IReadOnlyList<Activity> Between(WebhookConfiguration before, WebhookConfiguration after)
    {
        var fields = string.Join(", ", Fields(before, after));
        return
        [
            .. fields.Length > 0 ? [new Activity(ActivityKind.Changed, fields)] : Array.Empty<Activity>(),
            .. before.Enabled != after.Enabled ? [Activity.Switched(after.Enabled)] : Array.Empty<Activity>(),
        ];
    }

    private static IEnumerable<string> Fields(WebhookConfiguration before, WebhookConfiguration after)
    {
        if (before.Name != after.Name)
        {
            yield return "Name";
        }

        if (before.Url != after.Url)
        {
            var (from, to) = (Shown(before.Url), Shown(after.Url));
            yield return from == to ? "URL" : $"URL ({from} → {to})";
        }

        var added = after.Events.Except(before.Events).ToList();
        var removed = before.Events.Except(after.Events).ToList();
        if (added.Count + removed.Count > 0)
        {
            yield return $"Events ({string.Join("; ", new[] { Events("added", added), Events("removed", removed) }.OfType<string>())})";
        }

        if (before.Authorization != after.Authorization)
        {
            yield return "Authorization";
        }

        if (!before.Headers.SequenceEqual(after.Headers))
        {
            yield return "Headers";
        }
    }

    /// <summary>The URL without its query, which may contain a secret.</summary>
    private static string Shown(EndpointUrl url)
    {
        var shown = url.Uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        return shown.Length > MaxUrlShown ? shown[..(MaxUrlShown - 1)] + "…" : shown;
    }

    private static string? Events(string what, List<EventType> types) => types.Count switch
    {
        0 => null,
        <= MaxEventsNamed => $"{what} {string.Join(" ", types.Select(type => type.Fqn))}",
        _ => $"{what} {types.Count}",
    };
}
