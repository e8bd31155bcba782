using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>What an edit did, for the record: which fields it changed, and of what is not secret, how.</summary>
public static class ConfigurationDifference
{
    private const int MaxUrlShown = 100;

    /// <summary>So many event types are named; of more it is said how many.</summary>
    private const int MaxEventsNamed = 3;

    /// <summary>
    /// One entry for the fields that are others now, and one more when it was turned on or off, so that these are found
    /// whichever way somebody did it. None when nothing is another: whoever saves a form as it was did nothing.
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

    /// <summary>The address without its query, which may hold a key.</summary>
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
