using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Subscriptions.Queries;

/// <summary>A webhook in the overview. The revision must be passed to a change.</summary>
public sealed record WebhookSummary(Guid Id, string Name, string Url, int EventCount, bool Enabled, DateTimeOffset? DisabledAt, DisableReason? DisabledReason, int Revision);

/// <summary>A webhook, and whether it subscribes to an event type.</summary>
public sealed record EventSubscriber(Guid Id, string Name, bool Enabled, bool Subscribes);

/// <summary>A webhook for its page, without secrets.</summary>
/// <param name="Events">The subscribed events, in the catalogue's order.</param>
/// <param name="Authorization">The kind of Authorization header it sends.</param>
/// <param name="HeaderNames">The names of its custom headers.</param>
/// <param name="LastResponse">The response that led to automatic disabling.</param>
/// <param name="Revision">Must be passed to a change.</param>
public sealed record WebhookDetails(
    Guid Id,
    string Name,
    string Url,
    IReadOnlyList<EventType> Events,
    AuthorizationKind Authorization,
    IReadOnlyList<string> HeaderNames,
    bool Enabled,
    DateTimeOffset? DisabledAt,
    DisableReason? DisabledReason,
    LastResponse? LastResponse,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Revision)
{
    /// <summary>Until when the previous secret also signs; null if only one secret is active.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; init; }

    public required string Description { get; init; }

    public required string Owner { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The name of who created it; null if that is not known.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>The name of who last changed it; null if that is not known.</summary>
    public string? UpdatedBy { get; init; }

    /// <summary>A fingerprint of the secret: it changes with the secret but does not reveal it.</summary>
    public required string SecretMark { get; init; }
}

/// <summary>A webhook for the edit form. Secret values are masked; a mask that is saved back keeps the stored value.</summary>
public sealed record WebhookForm(WebhookDraft Draft, int Revision)
{
    /// <summary>When the webhook was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Fingerprints of the stored secret values, by the field's name: they change with the values and do not reveal them. They stay on the server.</summary>
    public IReadOnlyDictionary<string, string> SecretMarks { get; init; } = new Dictionary<string, string>();

    /// <summary>The fields whose stored secret values differ from those of an earlier form.</summary>
    public IReadOnlyCollection<string> OtherSecretsThan(WebhookForm? earlier) =>
        earlier is null ? [] : [.. SecretMarks.Where(mark => earlier.SecretMarks.GetValueOrDefault(mark.Key) != mark.Value).Select(mark => mark.Key)];
}
