using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>A webhook: its URL, events, secrets and state.</summary>
public sealed class WebhookSubscription
{
    private readonly List<SubscribedEvent> _events = [];

    // For EF Core, which sets the properties.
    private WebhookSubscription()
    {
        Name = null!;
        Description = null!;
        Owner = null!;
        Tags = null!;
        Url = null!;
        Authorization = null!;
        Headers = null!;
        Secret = null!;
    }

    private WebhookSubscription(Guid id, WebhookConfiguration configuration, VerificationSecret secret, Actor by, DateTimeOffset now)
        : this()
    {
        Id = id;
        Secret = secret;
        CreatedAt = now;
        CreatedBy = by.Id;
        CreatedByName = by.Name;
        ConsecutiveFailuresSince = now;
        Apply(configuration);
        if (!Enabled)
        {
            Disabled(DisableReason.By(by), now);
        }

        Touch(by, now);
        Revision = 1;
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; }

    /// <inheritdoc cref="WebhookConfiguration.Description"/>
    public string Description { get; private set; }

    /// <inheritdoc cref="WebhookConfiguration.Owner"/>
    public string Owner { get; private set; }

    /// <inheritdoc cref="WebhookConfiguration.Tags"/>
    public IReadOnlyList<string> Tags { get; private set; }

    public EndpointUrl Url { get; private set; }

    public EndpointAuthorization Authorization { get; private set; }

    public IReadOnlyList<RequestHeader> Headers { get; private set; }

    public VerificationSecret Secret { get; private set; }

    /// <summary>The secret before the last rotation, during the overlap in which it also signs; null if there is no overlap.</summary>
    public VerificationSecret? PreviousSecret { get; private set; }

    /// <summary>When <see cref="PreviousSecret"/> expires.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; private set; }

    public bool Enabled { get; private set; }

    /// <summary>Null while enabled.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>Null while enabled.</summary>
    public DisableReason? DisabledReason { get; private set; }

    /// <summary>The result of the attempt after which the webhook was disabled automatically; null if it is enabled or was disabled otherwise.</summary>
    public LastResponse? LastResponse => DisabledReason is { Kind: DisableKind.ConsecutiveFailures } reason
        ? new LastResponse(reason.StatusCode, reason.Failure, DisabledBody)
        : null;

    /// <inheritdoc cref="LastResponse.Body"/>
    public byte[]? DisabledBody { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid CreatedBy { get; private set; }

    /// <summary>The name of the person or API token at that time; null if an earlier version did not keep it.</summary>
    public string? CreatedByName { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public Guid UpdatedBy { get; private set; }

    /// <inheritdoc cref="CreatedByName"/>
    public string? UpdatedByName { get; private set; }

    /// <summary>Only attempts that started at or after this time count towards automatic disabling.</summary>
    public DateTimeOffset ConsecutiveFailuresSince { get; private set; }

    /// <summary>Increases with every change. A change that is based on another value is refused.</summary>
    public int Revision { get; private set; }

    public IReadOnlyList<SubscribedEvent> Events => _events;

    /// <summary>The current configuration.</summary>
    public WebhookConfiguration Configuration => new(
        Name,
        Url,
        [.. EventCatalogue.All.Where(type => _events.Any(subscribed => subscribed.EventType == type.Fqn))],
        Authorization,
        Headers,
        Enabled)
    {
        Description = Description,
        Owner = Owner,
        Tags = Tags,
    };

    public static WebhookSubscription Create(Guid id, WebhookConfiguration configuration, Actor by, DateTimeOffset now) =>
        new(id, configuration, VerificationSecret.Generate(), by, now);

    /// <summary>Removes the response that led to disabling the webhook, because it mentions a person who is erased.</summary>
    public void ForgetLastResponse() => DisabledBody = null;

    /// <summary>Replaces the whole configuration. A new URL or enabling the webhook resets the count of consecutive failures.</summary>
    public void Change(WebhookConfiguration configuration, Actor by, DateTimeOffset now)
    {
        var resetsFailures = Url != configuration.Url || (!Enabled && configuration.Enabled);
        var wasEnabled = Enabled;
        Apply(configuration);
        if (wasEnabled && !Enabled)
        {
            Disabled(DisableReason.By(by), now);
        }

        if (resetsFailures)
        {
            ConsecutiveFailuresSince = now;
        }

        Touch(by, now);
    }

    /// <summary>The headers that an administrator entered, in the order in which they are sent: the rendered Authorization header, if any, and the custom headers.</summary>
    public IEnumerable<RequestHeader> EnteredHeaders() => Authorization.HeaderValue() is { } authorization
        ? [new RequestHeader(EndpointAuthorization.HeaderName, authorization), .. Headers]
        : Headers;

    /// <summary>Enables or disables the webhook. Does nothing if the state is already the requested one.</summary>
    public void SetEnabled(bool enabled, Actor by, DateTimeOffset now)
    {
        if (enabled != Enabled)
        {
            Change(Configuration with { Enabled = enabled }, by, now);
        }
    }

    /// <summary>
    /// Replaces the verification secret. Requests from now on are signed with the new one, and during the overlap also with the replaced one.
    /// At most two secrets are active: an earlier overlap that has not ended ends now.
    /// </summary>
    public void RotateSecret(TimeSpan overlap, Actor by, DateTimeOffset now)
    {
        (PreviousSecret, PreviousSecretUntil) = overlap > TimeSpan.Zero ? (Secret, now + overlap) : ((VerificationSecret?)null, (DateTimeOffset?)null);
        Secret = VerificationSecret.Generate();
        Touch(by, now);
    }

    /// <summary>Ends an overlap early. Returns false if there is none or it has already ended.</summary>
    public bool EndPreviousSecret(Actor by, DateTimeOffset now)
    {
        if (SigningSecrets().PreviousAt(now) is null)
        {
            return false;
        }

        (PreviousSecret, PreviousSecretUntil) = (null, null);
        Touch(by, now);
        return true;
    }

    /// <summary>The secrets that sign the webhook's requests.</summary>
    public SigningSecrets SigningSecrets() => new(Secret, PreviousSecret, PreviousSecretUntil);

    private void Apply(WebhookConfiguration configuration)
    {
        Name = configuration.Name;
        (Description, Owner, Tags) = (configuration.Description, configuration.Owner, configuration.Tags);
        Url = configuration.Url;
        Authorization = configuration.Authorization;
        Headers = configuration.Headers;
        var chosen = configuration.Events.Select(type => type.Fqn).ToHashSet();
        _events.RemoveAll(subscribed => !chosen.Contains(subscribed.EventType));
        _events.AddRange(chosen.Except(_events.Select(subscribed => subscribed.EventType)).Select(fqn => new SubscribedEvent(Id, fqn)));
        Enabled = configuration.Enabled;
        if (Enabled)
        {
            (DisabledAt, DisabledReason, DisabledBody) = (null, null, null);
        }
    }

    private void Disabled(DisableReason reason, DateTimeOffset now) => (DisabledAt, DisabledReason) = (now, reason);

    private void Touch(Actor by, DateTimeOffset now)
    {
        (UpdatedAt, UpdatedBy, UpdatedByName, Revision) = (now, by.Id, by.Name, Revision + 1);
        if (PreviousSecretUntil <= now)
        {
            // Delete the expired secret.
            (PreviousSecret, PreviousSecretUntil) = (null, null);
        }
    }
}
