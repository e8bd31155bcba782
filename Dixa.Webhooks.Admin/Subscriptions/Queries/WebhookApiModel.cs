using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Subscriptions.Queries;

/// <summary>
/// A complete webhook for the REST API. The secret and header values are masked for read-only actors. <see cref="ToString"/> never shows
/// them.
/// </summary>
/// <param name="Events">The subscribed events, in the catalogue's order.</param>
/// <param name="Headers">The rendered Authorization header, if any, and the custom headers.</param>
/// <param name="Secret">The verification secret, 64 hex digits.</param>
/// <param name="Revision">Must be passed to a change, to detect concurrent changes.</param>
public sealed record WebhookApiModel(
    Guid Id,
    string Name,
    string Url,
    IReadOnlyList<EventType> Events,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string Secret,
    bool Enabled,
    DateTimeOffset CreatedAt,
    Guid CreatedBy,
    DateTimeOffset UpdatedAt,
    Guid UpdatedBy,
    int Revision)
{
    public string Description { get; init; } = "";

    public string Owner { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];

    public override string ToString() => $"{nameof(WebhookApiModel)} {Id}";
}
