using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>A webhook in the overview.</summary>
/// <param name="Revision">To be handed back with a change.</param>
public sealed record WebhookSummary(Guid Id, string Name, string Url, int EventCount, bool Enabled, DateTimeOffset? DisabledAt, string? DisabledReason, int Revision);

/// <summary>A webhook, and whether it subscribes to an event type.</summary>
public sealed record EventSubscriber(Guid Id, string Name, bool Enabled, bool Subscribes);

/// <summary>A webhook as its page shows it: nothing secret in it.</summary>
/// <param name="Events">What it subscribes to, in the catalogue's order.</param>
/// <param name="Authorization">Which kind of Authorization header it sends.</param>
/// <param name="HeaderNames">The names of its custom headers.</param>
/// <param name="LastAnswer">What led to its being disabled automatically.</param>
/// <param name="Revision">To be handed back with a change.</param>
public sealed record WebhookDetails(
    Guid Id,
    string Name,
    string Url,
    IReadOnlyList<EventType> Events,
    AuthorizationKind Authorization,
    IReadOnlyList<string> HeaderNames,
    bool Enabled,
    DateTimeOffset? DisabledAt,
    string? DisabledReason,
    LastAnswer? LastAnswer,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Revision)
{
    /// <summary>Until when the secret of before the last rotation signs too; null when only one signs now.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; init; }

    /// <summary>Another one with another secret, and the same with the same. It gives nothing away of it.</summary>
    public required string SecretMark { get; init; }
}

/// <summary>A webhook ready to be edited: secret values are masked, and a mask that comes back keeps what is stored.</summary>
/// <param name="Draft">What the form binds to.</param>
/// <param name="Revision">To be handed back with the change.</param>
public sealed record WebhookForm(WebhookDraft Draft, int Revision);
