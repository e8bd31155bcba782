using System.Text.Json.Serialization;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Domain.Audit;

/// <summary>What a person, an API token or the system did: an action and its data, which never contain secrets, header values or payloads.</summary>
public abstract record Activity
{
    private Activity()
    {
    }

    [JsonIgnore]
    public AuditAction Action => this is Described described ? described.Of : ActivityJson.ActionOf(GetType());

    /// <summary>A person enabled or disabled the webhook.</summary>
    public static Activity Switched(bool enabled) => enabled ? new Enabled() : new Disabled();

    /// <param name="IsDisabled">The webhook was created in the disabled state.</param>
    public sealed record Created(bool IsDisabled) : Activity;

    /// <summary>The configuration was edited.</summary>
    public sealed record Changed : Activity
    {
        public bool Name { get; init; }

        public bool Description { get; init; }

        public bool Owner { get; init; }

        public bool Tags { get; init; }

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

    /// <summary>The webhook was removed with its history.</summary>
    public sealed record Removed : Activity;

    public sealed record SecretRevealed : Activity;

    public sealed record SecretCopied : Activity;

    /// <summary>An API token read the secret and the header values, once or more within an hour.</summary>
    public sealed record SecretRead : Activity;

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

    /// <summary>The next attempt of a pending delivery was made due.</summary>
    public sealed record DeliveryRetried(Guid EventId) : Activity;

    /// <summary>One pending delivery was cancelled.</summary>
    public sealed record DeliveryCancelled(Guid EventId) : Activity;

    public sealed record TestSent(string EventType) : Activity;

    public sealed record SignedIn : Activity;

    public sealed record SignedOut : Activity;

    /// <summary>Wrong passwords from one client address within a minute.</summary>
    /// <param name="Count">How many.</param>
    /// <param name="Since">When the first one was entered.</param>
    /// <param name="Accounts">The e-mail addresses of the accounts that they were for; null if there are none.</param>
    /// <param name="Unknown">How many were for an address without an account. What was entered is not kept, since it may be a password.</param>
    public sealed record SignInFailed(int Count, DateTimeOffset Since, IReadOnlyList<string>? Accounts, int Unknown) : Activity;

    /// <param name="Accounts">The e-mail addresses of the accounts that were locked.</param>
    public sealed record AccountLocked(IReadOnlyList<string> Accounts) : Activity;

    public sealed record PasswordChanged : Activity;

    public sealed record PasswordResetIssued : Activity;

    public sealed record PasswordReset : Activity;

    public sealed record PersonAdded(string Role) : Activity;

    public sealed record RoleChanged(string From, string To) : Activity;

    public sealed record PersonRemoved : Activity;

    /// <param name="Scopes">The names of the scopes.</param>
    /// <param name="ExpiresAt">Null if it does not expire.</param>
    public sealed record TokenCreated(IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt) : Activity;

    public sealed record TokenRevoked : Activity;

    /// <param name="Deliveries">Deliveries, with their attempts.</param>
    /// <param name="Events">Events that no delivery needed.</param>
    /// <param name="Payloads">Events whose content was removed while their deliveries stay.</param>
    /// <param name="Hours">Hours of statistics.</param>
    public sealed record HistoryPurged(long Deliveries, long Events, long Payloads, long Hours) : Activity;

    /// <summary>An erasure was requested. It runs in the background.</summary>
    /// <param name="Subject">How the person was identified, for example "e-mail address". Never the value itself.</param>
    /// <param name="Hash">A keyed hash of the value, to tell later whether a known value was erased.</param>
    public sealed record PersonErasureRequested(string Subject, string Hash) : Activity;

    /// <param name="Subject">As in <see cref="PersonErasureRequested"/>.</param>
    /// <param name="Hash">As in <see cref="PersonErasureRequested"/>.</param>
    /// <param name="Events">Events whose content was removed.</param>
    /// <param name="Responses">Other responses that were removed.</param>
    /// <param name="Cancelled">Pending deliveries that were cancelled.</param>
    public sealed record PersonErased(string Subject, string Hash, long Events, long Responses, long Cancelled) : Activity;

    public sealed record SandboxResponseChanged(string From, string To) : Activity;

    public sealed record SandboxCleared : Activity;

    public sealed record DemoStarted : Activity;

    public sealed record DemoStopped : Activity;

    /// <param name="PerSecond">Events per second.</param>
    public sealed record DemoRateChanged(double PerSecond) : Activity;

    /// <param name="Version">The application's version.</param>
    /// <param name="ChangedSettings">The names of the settings whose values differ from the last start; null if there are none.</param>
    public sealed record ApplicationStarted(string Version, IReadOnlyList<string>? ChangedSettings) : Activity;

    /// <param name="Rows">How many rows were deleted.</param>
    /// <param name="Before">They were older than this.</param>
    public sealed record AuditPurged(long Rows, DateTimeOffset Before) : Activity;

    /// <param name="Format">CSV or NDJSON.</param>
    public sealed record AuditExported(string Format) : Activity;

    /// <summary>An administrator had a test e-mail sent to them.</summary>
    public sealed record TestMailSent : Activity;

    public sealed record SupportBundleDownloaded : Activity;

    /// <param name="File">The full path.</param>
    /// <param name="Bytes">The size of the file.</param>
    /// <param name="HasKeys">Whether it contains the keys that encrypt secrets.</param>
    public sealed record BackupMade(string File, long Bytes, bool HasKeys) : Activity;

    /// <param name="File">The full path of the backup.</param>
    /// <param name="MadeAt">When the backup was made.</param>
    public sealed record StoreRestored(string File, DateTimeOffset MadeAt) : Activity;

    /// <param name="Deliveries">How many deliveries.</param>
    /// <param name="Webhooks">The names of their webhooks, at most 50.</param>
    public sealed record BulkResendStarted(int Deliveries, IReadOnlyList<string> Webhooks) : Activity;

    /// <param name="Outcome">Completed, Cancelled or Failed.</param>
    /// <param name="Done">How many deliveries were resent.</param>
    /// <param name="Skipped">How many could not be resent when their turn came.</param>
    /// <param name="Deliveries">As in <see cref="BulkResendStarted"/>.</param>
    public sealed record BulkResendEnded(string Outcome, int Done, int Skipped, int Deliveries) : Activity;

    /// <param name="Deliveries">How many pending deliveries.</param>
    /// <param name="Webhooks">The names of their webhooks, at most 50.</param>
    public sealed record BulkCancelStarted(int Deliveries, IReadOnlyList<string> Webhooks) : Activity;

    /// <param name="Outcome">Completed, Cancelled or Failed.</param>
    /// <param name="Done">How many deliveries were cancelled.</param>
    /// <param name="Skipped">How many were no longer pending when their turn came.</param>
    /// <param name="Deliveries">As in <see cref="BulkCancelStarted"/>.</param>
    public sealed record BulkCancelEnded(string Outcome, int Done, int Skipped, int Deliveries) : Activity;

    /// <param name="Kind">What the action does, for example ResendDeliveries.</param>
    /// <param name="Reason">Why it was paused automatically; null if a person paused it.</param>
    public sealed record BulkActionPaused(string Kind, string? Reason) : Activity;

    /// <param name="Kind">As in <see cref="BulkActionPaused"/>.</param>
    public sealed record BulkActionResumed(string Kind) : Activity;

    /// <summary>Missed events are sent to the webhook. It runs in the background.</summary>
    /// <param name="Count">How many events.</param>
    /// <param name="Since">The start of the selected time span.</param>
    /// <param name="Until">The end of the selected time span; null for the time of the start.</param>
    /// <param name="EventTypes">The selected event types.</param>
    /// <param name="PerSecond">The max number of events per second.</param>
    public sealed record ReplayStarted(int Count, DateTimeOffset Since, DateTimeOffset? Until, IReadOnlyList<string> EventTypes, int PerSecond) : Activity;

    /// <param name="State">Completed, Cancelled or Failed.</param>
    /// <param name="Sent">How many events were sent.</param>
    /// <param name="Skipped">How many could not be sent when their turn came.</param>
    /// <param name="Count">As in <see cref="ReplayStarted"/>.</param>
    /// <param name="Reason">Why it has failed; null unless it has.</param>
    public sealed record ReplayEnded(string State, int Sent, int Skipped, int Count, string? Reason) : Activity;

    /// <summary>Only in old history: a text of an earlier version that is not known as data.</summary>
    public sealed record Described([property: JsonIgnore] AuditAction Of, string Text) : Activity;
}
