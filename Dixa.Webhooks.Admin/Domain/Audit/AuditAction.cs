namespace Dixa.Webhooks.Admin.Domain.Audit;

/// <summary>What was done, for the audit log. The numbers are stored: never reuse one. The names are in the API.</summary>
public enum AuditAction
{
    WebhookCreated = 0,

    /// <summary>The configuration was edited.</summary>
    WebhookChanged = 1,

    WebhookEnabled = 2,

    /// <summary>Disabled by a person or an API token.</summary>
    WebhookDisabled = 3,

    /// <summary>Disabled automatically after too many consecutive failures.</summary>
    WebhookAutoDisabled = 4,

    SecretRevealed = 5,

    SecretRotated = 6,

    /// <summary>An overlap was ended early.</summary>
    OldSecretEnded = 7,

    /// <summary>One delivery was resent.</summary>
    DeliveryResent = 8,

    /// <summary>Failed and cancelled deliveries were resent in bulk.</summary>
    DeliveriesResent = 9,

    TestSent = 10,

    WebhookRemoved = 11,

    SecretCopied = 12,

    /// <summary>An API token read the secret. One row per token, webhook and hour.</summary>
    SecretRead = 13,

    /// <summary>The next attempt of a pending delivery was made due.</summary>
    DeliveryRetried = 14,

    /// <summary>One pending delivery was cancelled.</summary>
    DeliveryCancelled = 15,

    SignedIn = 20,

    SignedOut = 21,

    /// <summary>Wrong passwords. One row per minute and client address.</summary>
    SignInFailed = 22,

    /// <summary>Accounts were locked after too many wrong passwords. One row per minute and client address.</summary>
    AccountLocked = 23,

    /// <summary>A person changed their own password.</summary>
    PasswordChanged = 24,

    /// <summary>A link to reset a password was created.</summary>
    PasswordResetIssued = 25,

    /// <summary>A password was set with a reset link.</summary>
    PasswordReset = 26,

    PersonAdded = 27,

    RoleChanged = 28,

    PersonRemoved = 29,

    TokenCreated = 30,

    TokenRevoked = 31,

    /// <summary>Old deliveries, events and statistics were deleted.</summary>
    HistoryPurged = 40,

    /// <summary>A person's data was erased from events and responses.</summary>
    PersonErased = 41,

    SandboxResponseChanged = 42,

    SandboxCleared = 43,

    DemoStarted = 44,

    DemoStopped = 45,

    DemoRateChanged = 46,

    ApplicationStarted = 47,

    /// <summary>Old rows of the audit log were deleted.</summary>
    AuditPurged = 48,

    AuditExported = 49,

    /// <summary>The erasure of a person's data was requested.</summary>
    PersonErasureRequested = 50,

    /// <summary>An administrator had a test e-mail sent to them.</summary>
    TestMailSent = 60,

    SupportBundleDownloaded = 61,

    /// <summary>A backup of the store was made.</summary>
    BackupMade = 70,

    /// <summary>The store was replaced by a backup of it. The first start after that adds the row.</summary>
    StoreRestored = 71,

    /// <summary>Chosen deliveries are resent in the background.</summary>
    BulkResendStarted = 80,

    BulkResendEnded = 81,

    /// <summary>Chosen pending deliveries are cancelled in the background.</summary>
    BulkCancelStarted = 82,

    BulkCancelEnded = 83,

    /// <summary>A bulk action was paused by a person, or automatically.</summary>
    BulkActionPaused = 84,

    BulkActionResumed = 85,

    /// <summary>Events that a webhook missed are sent. It runs in the background.</summary>
    ReplayStarted = 90,

    /// <summary>A replay was completed, cancelled or has failed.</summary>
    ReplayEnded = 91,
}
