using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>A webhook: who wants which events, where they go, and whether they go.</summary>
public sealed class WebhookSubscription
{
    private readonly List<SubscribedEvent> _events = [];

    // For EF Core, which sets what the parameters do not name.
    private WebhookSubscription()
    {
        Name = null!;
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
        FailureRunSince = now;
        Take(configuration);
        if (!Enabled)
        {
            Disabled(DisableReason.ByAdministrator(by), now);
        }

        Touch(by, now);
        Revision = 1;
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; }

    public EndpointUrl Url { get; private set; }

    public EndpointAuthorization Authorization { get; private set; }

    public IReadOnlyList<RequestHeader> Headers { get; private set; }

    public VerificationSecret Secret { get; private set; }

    /// <summary>The secret before the last rotation, while it still signs beside the new one; null when there is no overlap.</summary>
    public VerificationSecret? PreviousSecret { get; private set; }

    /// <summary>Until when <see cref="PreviousSecret"/> signs too.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; private set; }

    public bool Enabled { get; private set; }

    /// <summary>When it was disabled; null while it is enabled.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>Why it was disabled; null while it is enabled.</summary>
    public string? DisabledReason { get; private set; }

    /// <summary>What the attempt brought after which it was disabled automatically; null when that is not why, and while it is enabled.</summary>
    public LastAnswer? LastAnswer => DisabledStatusCode is null && DisabledFailure is null
        ? null
        : new LastAnswer(DisabledStatusCode, DisabledFailure, DisabledBody);

    /// <inheritdoc cref="LastAnswer.StatusCode"/>
    public int? DisabledStatusCode { get; private set; }

    /// <inheritdoc cref="LastAnswer.Failure"/>
    public FailureClass? DisabledFailure { get; private set; }

    /// <inheritdoc cref="LastAnswer.Body"/>
    public byte[]? DisabledBody { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid CreatedBy { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public Guid UpdatedBy { get; private set; }

    /// <summary>Only attempts that began at this time or later count towards automatic disabling.</summary>
    public DateTimeOffset FailureRunSince { get; private set; }

    /// <summary>Grows with every change; a change that was based on another value is refused.</summary>
    public int Revision { get; private set; }

    public IReadOnlyList<SubscribedEvent> Events => _events;

    /// <summary>What an administrator decided about it, as it is now.</summary>
    public WebhookConfiguration Configuration => new(
        Name,
        Url,
        [.. EventCatalogue.All.Where(type => _events.Any(subscribed => subscribed.EventType == type.Fqn))],
        Authorization,
        Headers,
        Enabled);

    public static WebhookSubscription Create(Guid id, WebhookConfiguration configuration, Actor by, DateTimeOffset now) =>
        new(id, configuration, VerificationSecret.Generate(), by, now);

    /// <summary>Replaces the whole configuration. A new URL or enabling it starts the count of failures afresh.</summary>
    public void Change(WebhookConfiguration configuration, Actor by, DateTimeOffset now)
    {
        var startsAfresh = Url != configuration.Url || (!Enabled && configuration.Enabled);
        var wasEnabled = Enabled;
        Take(configuration);
        if (wasEnabled && !Enabled)
        {
            Disabled(DisableReason.ByAdministrator(by), now);
        }

        if (startsAfresh)
        {
            FailureRunSince = now;
        }

        Touch(by, now);
    }

    /// <summary>The headers that an administrator entered, in the order in which they go out: the rendered Authorization, when there is one, and the custom ones.</summary>
    public IEnumerable<RequestHeader> EnteredHeaders() => Authorization.HeaderValue() is { } authorization
        ? [new RequestHeader(EndpointAuthorization.HeaderName, authorization), .. Headers]
        : Headers;

    /// <summary>Turns deliveries on or off. Asking for what is already so changes nothing.</summary>
    public void SetEnabled(bool enabled, Actor by, DateTimeOffset now)
    {
        if (enabled != Enabled)
        {
            Change(Configuration with { Enabled = enabled }, by, now);
        }
    }

    /// <summary>
    /// Replaces the verification secret. What is sent from now on is signed with the new one, and for the time of the overlap
    /// with the one that it replaces too. Never with a third: an overlap that has not ended yet ends here.
    /// </summary>
    public void RotateSecret(TimeSpan overlap, Actor by, DateTimeOffset now)
    {
        (PreviousSecret, PreviousSecretUntil) = overlap > TimeSpan.Zero ? (Secret, now + overlap) : ((VerificationSecret?)null, (DateTimeOffset?)null);
        Secret = VerificationSecret.Generate();
        Touch(by, now);
    }

    /// <summary>Ends an overlap before its time. False when there is none, or none any more.</summary>
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

    /// <summary>What its requests are signed with.</summary>
    public SigningSecrets SigningSecrets() => new(Secret, PreviousSecret, PreviousSecretUntil);

    private void Take(WebhookConfiguration configuration)
    {
        Name = configuration.Name;
        Url = configuration.Url;
        Authorization = configuration.Authorization;
        Headers = configuration.Headers;
        var chosen = configuration.Events.Select(type => type.Fqn).ToHashSet();
        _events.RemoveAll(subscribed => !chosen.Contains(subscribed.EventType));
        _events.AddRange(chosen.Except(_events.Select(subscribed => subscribed.EventType)).Select(fqn => new SubscribedEvent(Id, fqn)));
        Enabled = configuration.Enabled;
        if (Enabled)
        {
            (DisabledAt, DisabledReason) = (null, null);
            (DisabledStatusCode, DisabledFailure, DisabledBody) = (null, null, null);
        }
    }

    private void Disabled(string reason, DateTimeOffset now) => (DisabledAt, DisabledReason) = (now, reason);

    private void Touch(Actor by, DateTimeOffset now)
    {
        (UpdatedAt, UpdatedBy, Revision) = (now, by.Id, Revision + 1);
        if (PreviousSecretUntil <= now)
        {
            // It is of no more use to anybody who is meant to have it.
            (PreviousSecret, PreviousSecretUntil) = (null, null);
        }
    }
}
