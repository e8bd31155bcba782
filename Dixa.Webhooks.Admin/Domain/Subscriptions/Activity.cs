using System.Text.Json.Serialization;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>An action of a person, API token or the system on a webhook: a kind and its data, which never contain secrets or header values.</summary>
public abstract record Activity
{
    private Activity()
    {
    }

    [JsonIgnore]
    public ActivityKind Kind => this switch
    {
        Created => ActivityKind.Created,
        Changed => ActivityKind.Changed,
        Enabled => ActivityKind.Enabled,
        Disabled => ActivityKind.Disabled,
        AutoDisabled => ActivityKind.AutoDisabled,
        SecretRevealed => ActivityKind.SecretRevealed,
        SecretRotated => ActivityKind.SecretRotated,
        OldSecretEnded => ActivityKind.OldSecretEnded,
        Resent => ActivityKind.Resent,
        ResentFailed => ActivityKind.ResentFailed,
        TestSent => ActivityKind.TestSent,
        Described described => described.Of,
        _ => throw new InvalidOperationException($"{GetType().Name} has no kind."),
    };

    /// <summary>A person enabled or disabled the webhook.</summary>
    public static Activity Switched(bool enabled) => enabled ? new Enabled() : new Disabled();

    /// <param name="IsDisabled">The webhook was created in the disabled state.</param>
    public sealed record Created(bool IsDisabled) : Activity;

    /// <summary>The configuration was edited.</summary>
    public sealed record Changed : Activity
    {
        public bool Name { get; init; }

        /// <summary>Null if it did not change.</summary>
        public UrlChange? Url { get; init; }

        /// <summary>Null if they did not change.</summary>
        public EventsChange? Events { get; init; }

        public bool Authorization { get; init; }

        public bool Headers { get; init; }
    }

    public sealed record Enabled : Activity;

    /// <summary>Disabled by a person.</summary>
    public sealed record Disabled : Activity;

    public sealed record AutoDisabled(DisableReason Reason) : Activity;

    public sealed record SecretRevealed : Activity;

    /// <param name="OverlapSeconds">For how long the old secret also signs; 0 means that it expired immediately.</param>
    public sealed record SecretRotated(long OverlapSeconds) : Activity;

    /// <summary>An overlap was ended early.</summary>
    public sealed record OldSecretEnded : Activity;

    /// <summary>One delivery was resent.</summary>
    public sealed record Resent(Guid EventId) : Activity;

    /// <summary>Deliveries that had failed or been cancelled since a time were resent.</summary>
    /// <param name="Failed">How many had failed.</param>
    /// <param name="Cancelled">How many had been cancelled.</param>
    /// <param name="Since">The selected time.</param>
    /// <param name="EventType">The selected event type; null for all.</param>
    public sealed record ResentFailed(int Failed, int Cancelled, DateTimeOffset Since, string? EventType) : Activity;

    public sealed record TestSent(string EventType) : Activity;

    /// <summary>Only in old history: a text of an earlier version that is not known as data.</summary>
    public sealed record Described([property: JsonIgnore] ActivityKind Of, string Text) : Activity;
}
