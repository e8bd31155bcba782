using System.Globalization;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Hosting;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The display text of an activity.</summary>
/// <param name="Action">Follows the actor's name.</param>
/// <param name="Icon">Decorative.</param>
/// <param name="Detail">Null when there are no details.</param>
public sealed record ActivityText(string Action, string Icon, string? Detail)
{
    public static ActivityText Of(Activity activity, DateTimeOffset at) => Style(activity.Action) with { Detail = DetailOf(activity, at) };

    /// <summary>The action on its own, for example "Created the webhook".</summary>
    public static string Label(AuditAction action) => Style(action).Action is var text ? char.ToUpperInvariant(text[0]) + text[1..] : "";

    private static ActivityText Style(AuditAction action) => action switch
    {
        AuditAction.WebhookCreated => new("created the webhook", Icons.Material.Outlined.AddCircleOutline, null),
        AuditAction.WebhookChanged => new("changed the webhook", Icons.Material.Outlined.Edit, null),
        AuditAction.WebhookEnabled => new("enabled the webhook", Icons.Material.Outlined.PlayCircle, null),
        AuditAction.WebhookDisabled => new("disabled the webhook", Icons.Material.Outlined.PauseCircle, null),
        AuditAction.WebhookAutoDisabled => new("disabled the webhook automatically", Icons.Material.Outlined.ErrorOutline, null),
        AuditAction.SecretRevealed => new("viewed the secret", Icons.Material.Outlined.Visibility, null),
        AuditAction.SecretRotated => new("rotated the secret", Icons.Material.Outlined.Autorenew, null),
        AuditAction.OldSecretEnded => new("ended the overlap; the old secret no longer signs", Icons.Material.Outlined.Key, null),
        AuditAction.DeliveryResent => new("resent an event", Icons.Material.Outlined.Replay, null),
        AuditAction.DeliveriesResent => new("resent deliveries", Icons.Material.Outlined.Replay, null),
        AuditAction.DeliveryRetried => new("retried a delivery", Icons.Material.Outlined.Replay, null),
        AuditAction.DeliveryCancelled => new("cancelled a delivery", Icons.Material.Outlined.Cancel, null),
        AuditAction.TestSent => new("sent a test event", Icons.Material.Outlined.Send, null),
        AuditAction.WebhookRemoved => new("removed the webhook", Icons.Material.Outlined.Delete, null),
        AuditAction.SecretCopied => new("copied the secret", Icons.Material.Outlined.ContentCopy, null),
        AuditAction.SecretRead => new("read the secret through the API", Icons.Material.Outlined.Visibility, null),
        AuditAction.SignedIn => new("signed in", Icons.Material.Outlined.Login, null),
        AuditAction.SignedOut => new("signed out", Icons.Material.Outlined.Logout, null),
        AuditAction.SignInFailed => new("entered wrong passwords", Icons.Material.Outlined.GppBad, null),
        AuditAction.AccountLocked => new("caused a lockout", Icons.Material.Outlined.Lock, null),
        AuditAction.PasswordChanged => new("changed the password", Icons.Material.Outlined.Password, null),
        AuditAction.PasswordResetIssued => new("created a password reset link", Icons.Material.Outlined.Link, null),
        AuditAction.PasswordReset => new("reset the password", Icons.Material.Outlined.Password, null),
        AuditAction.PersonAdded => new("added the person", Icons.Material.Outlined.PersonAdd, null),
        AuditAction.RoleChanged => new("changed the role", Icons.Material.Outlined.ManageAccounts, null),
        AuditAction.PersonRemoved => new("removed the person", Icons.Material.Outlined.PersonRemove, null),
        AuditAction.TokenCreated => new("created the API token", Icons.Material.Outlined.Key, null),
        AuditAction.TokenRevoked => new("revoked the API token", Icons.Material.Outlined.KeyOff, null),
        AuditAction.HistoryPurged => new("purged old history", Icons.Material.Outlined.AutoDelete, null),
        AuditAction.PersonErasureRequested => new("requested the erasure of a person", Icons.Material.Outlined.PersonOff, null),
        AuditAction.PersonErased => new("erased a person", Icons.Material.Outlined.PersonOff, null),
        AuditAction.SandboxResponseChanged => new("changed the response of the sandbox", Icons.Material.Outlined.Edit, null),
        AuditAction.SandboxCleared => new("cleared the sandbox", Icons.Material.Outlined.Delete, null),
        AuditAction.DemoStarted => new("started the demo", Icons.Material.Outlined.PlayCircle, null),
        AuditAction.DemoStopped => new("stopped the demo", Icons.Material.Outlined.StopCircle, null),
        AuditAction.DemoRateChanged => new("changed the rate of the demo", Icons.Material.Outlined.Speed, null),
        AuditAction.ApplicationStarted => new("started", Icons.Material.Outlined.PowerSettingsNew, null),
        AuditAction.AuditPurged => new("purged old rows of the audit log", Icons.Material.Outlined.AutoDelete, null),
        AuditAction.AuditExported => new("exported the audit log", Icons.Material.Outlined.Download, null),
        AuditAction.TestMailSent => new("sent a test e-mail", Icons.Material.Outlined.MarkEmailRead, null),
        AuditAction.SupportBundleDownloaded => new("downloaded a support bundle", Icons.Material.Outlined.Download, null),
        AuditAction.BackupMade => new("made a backup", Icons.Material.Outlined.Backup, null),
        AuditAction.ReplayStarted => new("started to send missed events", Icons.Material.Outlined.History, null),
        AuditAction.ReplayEnded => new("ended sending missed events", Icons.Material.Outlined.History, null),
        AuditAction.StoreRestored => new("restored a backup", Icons.Material.Outlined.SettingsBackupRestore, null),
        AuditAction.BulkResendStarted => new("started to resend chosen deliveries", Icons.Material.Outlined.Replay, null),
        AuditAction.BulkResendEnded => new("resent chosen deliveries", Icons.Material.Outlined.Replay, null),
        AuditAction.BulkCancelStarted => new("started to cancel chosen deliveries", Icons.Material.Outlined.Cancel, null),
        AuditAction.BulkCancelEnded => new("cancelled chosen deliveries", Icons.Material.Outlined.Cancel, null),
        AuditAction.BulkActionPaused => new("paused a bulk action", Icons.Material.Outlined.PauseCircle, null),
        AuditAction.BulkActionResumed => new("resumed a bulk action", Icons.Material.Outlined.PlayCircle, null),
        _ => new($"did something that this version does not know ({action})", Icons.Material.Outlined.QuestionMark, null),
    };

    /// <summary>Enough to tell erasures apart. Exports have the whole hash.</summary>
    private const int HashStart = 12;

    private static string? DetailOf(Activity activity, DateTimeOffset at) => activity switch
    {
        Activity.Created { IsDisabled: true } => "Disabled",
        Activity.Changed changed => string.Join(", ", Fields(changed)),
        Activity.AutoDisabled { Reason: var reason } => $"After {reason.Failures()}",
        Activity.SecretRotated { OverlapSeconds: 0 } => "No overlap: the old secret expired immediately",
        Activity.SecretRotated { OverlapSeconds: var seconds } when TimeSpan.FromSeconds(seconds) is var overlap =>
            $"The old secret also signs for {SecretOverlap.Words(overlap)}, until {Utc(at + overlap)}",
        Activity.Resent { EventId: var id } => $"Event {id}",
        Activity.DeliveryRetried { EventId: var id } => $"Event {id}",
        Activity.DeliveryCancelled { EventId: var id } => $"Event {id}",
        Activity.ResentFailed resent => Words(resent),
        Activity.TestSent { EventType: var type } => type,
        Activity.SignInFailed failed => Words(failed),
        Activity.AccountLocked { Accounts: var accounts } => string.Join(", ", accounts),
        Activity.PersonAdded { Role: var role } => role,
        Activity.RoleChanged { From: var from, To: var to } => $"{from} → {to}",
        Activity.TokenCreated token => Words(token),
        Activity.HistoryPurged { Deliveries: 0, Events: 0, Payloads: 0, Hours: 0 } => "Nothing was removed",
        Activity.HistoryPurged purged => string.Create(CultureInfo.InvariantCulture, $"{purged.Deliveries:N0} deliveries, {purged.Events:N0} events, {purged.Payloads:N0} payloads, {purged.Hours:N0} hours of statistics"),
        Activity.PersonErasureRequested { Subject: var subject, Hash: var hash } => $"By {subject}, hash {hash[..HashStart]}…",
        Activity.PersonErased erased => string.Create(
            CultureInfo.InvariantCulture, $"By {erased.Subject}, hash {erased.Hash[..HashStart]}…: {erased.Events:N0} events, {erased.Responses:N0} other responses, {erased.Cancelled:N0} pending deliveries cancelled"),
        Activity.SandboxResponseChanged { From: var from, To: var to } => $"{from} → {to}",
        Activity.DemoRateChanged { PerSecond: var rate } => string.Create(CultureInfo.InvariantCulture, $"{rate:0.##} per second"),
        Activity.ApplicationStarted started => started.ChangedSettings is { } settings ? $"Version {started.Version}. Changed settings: {string.Join(", ", settings)}" : $"Version {started.Version}",
        Activity.AuditPurged { Rows: var rows, Before: var before } => string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows from before {Utc(before)}"),
        Activity.AuditExported { Format: var format } => format,
        Activity.BackupMade made => $"{made.File}, {ByteSize.Format(made.Bytes)}, {(made.HasKeys ? "with the keys" : "without keys")}",
        Activity.StoreRestored restored => $"{restored.File} of {Utc(restored.MadeAt)}",
        Activity.BulkResendStarted { Deliveries: var count, Webhooks: var webhooks } => Words(count, webhooks),
        Activity.BulkResendEnded ended => Words(ended.Outcome, ended.Done, "resent", ended.Skipped, ended.Deliveries),
        Activity.BulkCancelStarted { Deliveries: var count, Webhooks: var webhooks } => Words(count, webhooks),
        Activity.BulkCancelEnded ended => Words(ended.Outcome, ended.Done, "cancelled", ended.Skipped, ended.Deliveries),
        Activity.BulkActionPaused { Kind: var kind, Reason: var reason } => reason is null ? Words(kind) : $"{Words(kind)}. {reason}",
        Activity.BulkActionResumed { Kind: var kind } => Words(kind),
        Activity.ReplayStarted replay => Words(replay, at),
        Activity.ReplayEnded replay => Words(replay),
        Activity.Described { Text: var text } => text,
        _ => null,
    };

    private static string Words(string bulkActionKind) => bulkActionKind switch
    {
        nameof(BulkActionKind.ResendDeliveries) => "Resending deliveries",
        nameof(BulkActionKind.CancelDeliveries) => "Cancelling deliveries",
        nameof(BulkActionKind.ReplayEvents) => "Sending missed events",
        _ => bulkActionKind,
    };

    private static string Words(int deliveries, IReadOnlyList<string> webhooks) =>
        string.Create(CultureInfo.InvariantCulture, $"{deliveries:N0} {(deliveries == 1 ? "delivery" : "deliveries")} of {string.Join(", ", webhooks)}");

    private static string Words(string outcome, int done, string verb, int skipped, int deliveries)
    {
        var end = outcome == nameof(BulkActionState.Completed) ? "" : $"{outcome}: ";
        var rest = skipped == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {skipped:N0} skipped");
        return string.Create(CultureInfo.InvariantCulture, $"{end}{done:N0} of {deliveries:N0} {verb}{rest}");
    }

    private static IEnumerable<string> Fields(Activity.Changed changed)
    {
        if (changed.Name)
        {
            yield return "Name";
        }

        if (changed.Description)
        {
            yield return "Description";
        }

        if (changed.Owner)
        {
            yield return "Owner";
        }

        if (changed.Tags)
        {
            yield return "Tags";
        }

        if (changed.Url is { } url)
        {
            yield return url.From is null ? "URL" : $"URL ({url.From} → {url.To})";
        }

        if (changed.Events is { } events)
        {
            yield return $"Events ({string.Join("; ", new[] { Words("added", events.Added), Words("removed", events.Removed) }.OfType<string>())})";
        }

        if (changed.Authorization)
        {
            yield return "Authorization";
        }

        if (changed.Headers)
        {
            yield return "Headers";
        }
    }

    private static string? Words(string what, ChangedEvents? events) => events switch
    {
        null => null,
        { Types: { } types } => $"{what} {string.Join(" ", types)}",
        _ => $"{what} {events.Count}",
    };

    private static string Words(Activity.ResentFailed resent)
    {
        var count = resent.Failed + resent.Cancelled;
        var ended = (resent.Failed, resent.Cancelled) switch
        {
            (_, 0) => "failed",
            (0, 1) => "was cancelled",
            (0, _) => "were cancelled",
            _ => "failed or were cancelled",
        };
        var type = resent.EventType is null ? "" : $" of {resent.EventType}";
        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "delivery" : "deliveries")}{type} that {ended} since {Utc(resent.Since)}");
    }

    private static string Words(Activity.ReplayStarted replay, DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture,
        $"{replay.Count:N0} {(replay.Count == 1 ? "event" : "events")} from {Utc(replay.Since)} to {Utc(replay.Until ?? at)} ({string.Join(" ", replay.EventTypes)}), {replay.PerSecond:N0} per second");

    private static string Words(Activity.ReplayEnded replay)
    {
        var skipped = replay.Skipped == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {replay.Skipped:N0} skipped");
        var reason = replay.Reason is null ? "" : $". {replay.Reason}";
        return string.Create(CultureInfo.InvariantCulture, $"{replay.State}: {replay.Sent:N0} of {replay.Count:N0} sent{skipped}{reason}");
    }

    private static string Words(Activity.SignInFailed failed)
    {
        var tries = failed.Count == 1 ? "Once" : string.Create(CultureInfo.InvariantCulture, $"{failed.Count:N0} times");
        string[] whom =
        [
            .. failed.Accounts ?? [],
            .. failed.Unknown > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{failed.Unknown:N0} without an account")] : Array.Empty<string>(),
        ];
        return $"{tries}: {string.Join(", ", whom)}";
    }

    private static string Words(Activity.TokenCreated token)
    {
        var scopes = string.Join(", ", token.Scopes.Select(scope => Enum.TryParse<ApiScopes>(scope, out var known) ? known.Words() : scope));
        return token.ExpiresAt is { } end ? $"{scopes}; expires {Utc(end)}" : scopes;
    }

    private static string Utc(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
