using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>
/// A webhook with all that it holds, as the REST API shows it. For a reader who may not manage, the secret and each
/// header's value are masked. <see cref="ToString"/> hides them from everybody.
/// </summary>
/// <param name="Events">What it subscribes to, in the catalogue's order.</param>
/// <param name="Headers">The rendered Authorization header, when there is one, and the custom ones.</param>
/// <param name="Secret">The verification secret, 64 hex digits.</param>
/// <param name="Revision">To be handed back with a change.</param>
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
    public override string ToString() => $"{nameof(WebhookApiModel)} {Id}";
}
