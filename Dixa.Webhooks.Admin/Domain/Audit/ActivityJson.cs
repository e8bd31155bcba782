using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Domain.Audit;

/// <summary>An activity's data as JSON: what is stored and exported.</summary>
public static class ActivityJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The member that only the data of <see cref="Activity.Described"/> has, and that old texts were migrated to.</summary>
    private static readonly string DescribedText = JsonNamingPolicy.CamelCase.ConvertName(nameof(Activity.Described.Text));

    private static readonly FrozenDictionary<AuditAction, Type> Types = new Dictionary<AuditAction, Type>
    {
        [AuditAction.WebhookCreated] = typeof(Activity.Created),
        [AuditAction.WebhookChanged] = typeof(Activity.Changed),
        [AuditAction.WebhookEnabled] = typeof(Activity.Enabled),
        [AuditAction.WebhookDisabled] = typeof(Activity.Disabled),
        [AuditAction.WebhookAutoDisabled] = typeof(Activity.AutoDisabled),
        [AuditAction.WebhookRemoved] = typeof(Activity.Removed),
        [AuditAction.SecretRevealed] = typeof(Activity.SecretRevealed),
        [AuditAction.SecretCopied] = typeof(Activity.SecretCopied),
        [AuditAction.SecretRead] = typeof(Activity.SecretRead),
        [AuditAction.SecretRotated] = typeof(Activity.SecretRotated),
        [AuditAction.OldSecretEnded] = typeof(Activity.OldSecretEnded),
        [AuditAction.DeliveryResent] = typeof(Activity.Resent),
        [AuditAction.DeliveriesResent] = typeof(Activity.ResentFailed),
        [AuditAction.DeliveryRetried] = typeof(Activity.DeliveryRetried),
        [AuditAction.DeliveryCancelled] = typeof(Activity.DeliveryCancelled),
        [AuditAction.TestSent] = typeof(Activity.TestSent),
        [AuditAction.SignedIn] = typeof(Activity.SignedIn),
        [AuditAction.SignedOut] = typeof(Activity.SignedOut),
        [AuditAction.SignInFailed] = typeof(Activity.SignInFailed),
        [AuditAction.AccountLocked] = typeof(Activity.AccountLocked),
        [AuditAction.PasswordChanged] = typeof(Activity.PasswordChanged),
        [AuditAction.PasswordResetIssued] = typeof(Activity.PasswordResetIssued),
        [AuditAction.PasswordReset] = typeof(Activity.PasswordReset),
        [AuditAction.PersonAdded] = typeof(Activity.PersonAdded),
        [AuditAction.RoleChanged] = typeof(Activity.RoleChanged),
        [AuditAction.PersonRemoved] = typeof(Activity.PersonRemoved),
        [AuditAction.TokenCreated] = typeof(Activity.TokenCreated),
        [AuditAction.TokenRevoked] = typeof(Activity.TokenRevoked),
        [AuditAction.HistoryPurged] = typeof(Activity.HistoryPurged),
        [AuditAction.PersonErasureRequested] = typeof(Activity.PersonErasureRequested),
        [AuditAction.PersonErased] = typeof(Activity.PersonErased),
        [AuditAction.SandboxResponseChanged] = typeof(Activity.SandboxResponseChanged),
        [AuditAction.SandboxCleared] = typeof(Activity.SandboxCleared),
        [AuditAction.DemoStarted] = typeof(Activity.DemoStarted),
        [AuditAction.DemoStopped] = typeof(Activity.DemoStopped),
        [AuditAction.DemoRateChanged] = typeof(Activity.DemoRateChanged),
        [AuditAction.ApplicationStarted] = typeof(Activity.ApplicationStarted),
        [AuditAction.AuditPurged] = typeof(Activity.AuditPurged),
        [AuditAction.AuditExported] = typeof(Activity.AuditExported),
        [AuditAction.TestMailSent] = typeof(Activity.TestMailSent),
        [AuditAction.SupportBundleDownloaded] = typeof(Activity.SupportBundleDownloaded),
        [AuditAction.BackupMade] = typeof(Activity.BackupMade),
        [AuditAction.StoreRestored] = typeof(Activity.StoreRestored),
        [AuditAction.BulkResendStarted] = typeof(Activity.BulkResendStarted),
        [AuditAction.BulkResendEnded] = typeof(Activity.BulkResendEnded),
        [AuditAction.BulkCancelStarted] = typeof(Activity.BulkCancelStarted),
        [AuditAction.BulkCancelEnded] = typeof(Activity.BulkCancelEnded),
        [AuditAction.BulkActionPaused] = typeof(Activity.BulkActionPaused),
        [AuditAction.BulkActionResumed] = typeof(Activity.BulkActionResumed),
        [AuditAction.ReplayStarted] = typeof(Activity.ReplayStarted),
        [AuditAction.ReplayEnded] = typeof(Activity.ReplayEnded),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, AuditAction> Actions = Types.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>What varies with the action; null if there is nothing.</summary>
    public static string? Write(Activity activity) => JsonSerializer.Serialize(activity, activity.GetType(), Json) is var text && text is "{}" ? null : text;

    public static Activity Read(AuditAction action, string? data)
    {
        using var document = JsonDocument.Parse(data ?? "{}");
        var members = document.RootElement;
        return members.TryGetProperty(DescribedText, out var text)
            ? new Activity.Described(action, text.GetString()!)
            : Types.TryGetValue(action, out var type) ? (Activity)members.Deserialize(type, Json)!

            // A process of a newer version shares the store.
            : new Activity.Described(action, data ?? "");
    }

    internal static AuditAction ActionOf(Type activity) => Actions[activity];
}
