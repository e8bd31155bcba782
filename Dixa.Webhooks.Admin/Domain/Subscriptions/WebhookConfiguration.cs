using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>A webhook's validated configuration. Only <see cref="WebhookDraft.Check"/> creates it.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Url">The URL to post to.</param>
/// <param name="Events">Each type once, in the catalogue's order. Can be empty only through the API, see <see cref="WebhookDraft.MayHaveNoEvents"/>.</param>
/// <param name="Authorization">The Authorization header.</param>
/// <param name="Headers">Additional headers with unique names.</param>
/// <param name="Enabled">Whether events are delivered.</param>
public sealed record WebhookConfiguration(
    string Name,
    EndpointUrl Url,
    IReadOnlyList<EventType> Events,
    EndpointAuthorization Authorization,
    IReadOnlyList<RequestHeader> Headers,
    bool Enabled)
{
    /// <summary>What it is for; empty if nobody said.</summary>
    public string Description { get; init; } = "";

    /// <summary>The person or team that is responsible for it; empty if nobody said.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Each tag once, regardless of case, as entered.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
