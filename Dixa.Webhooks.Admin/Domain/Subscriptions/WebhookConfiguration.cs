using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>What an administrator decides about a webhook, checked. Comes from <see cref="WebhookDraft.Check"/> only.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Url">Where it posts.</param>
/// <param name="Events">Each type once, in the catalogue's order; none when only the API is to be satisfied, see <see cref="WebhookDraft.MayHaveNoEvents"/>.</param>
/// <param name="Authorization">The Authorization header.</param>
/// <param name="Headers">Further headers, no name twice.</param>
/// <param name="Enabled">Whether events are delivered.</param>
public sealed record WebhookConfiguration(
    string Name,
    EndpointUrl Url,
    IReadOnlyList<EventType> Events,
    EndpointAuthorization Authorization,
    IReadOnlyList<RequestHeader> Headers,
    bool Enabled);
