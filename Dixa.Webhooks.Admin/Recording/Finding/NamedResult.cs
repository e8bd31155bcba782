using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>What is called like a text. A search finds the deliveries of the webhooks; if there are none, those of the event types.</summary>
public sealed record NamedResult(IReadOnlyList<NamedWebhook> Webhooks, IReadOnlyList<EventType> EventTypes)
{
    /// <summary>What has exactly this name, ignoring case; otherwise, everything whose name contains it.</summary>
    internal static NamedResult Of(string text, IReadOnlyList<NamedWebhook> webhooks)
    {
        List<NamedWebhook> exact = [.. webhooks.Where(webhook => webhook.Name.Equals(text, StringComparison.OrdinalIgnoreCase))];
        List<EventType> exactTypes = [.. EventCatalogue.All.Where(type => Names(type).Contains(text, StringComparer.OrdinalIgnoreCase))];
        return exact.Count + exactTypes.Count > 0
            ? new NamedResult(exact, exactTypes)
            : new NamedResult(
                [.. webhooks.Where(webhook => webhook.Name.Contains(text, StringComparison.OrdinalIgnoreCase))],
                [.. EventCatalogue.All.Where(type => Names(type).Any(name => name.Contains(text, StringComparison.OrdinalIgnoreCase)))]);
    }

    private static string[] Names(EventType type) => [type.Label, type.Fqn, type.ApiName];
}

public sealed record NamedWebhook(Guid Id, string Name);
