namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>The type of an activity. The numbers are stored: never reuse one.</summary>
public enum ActivityKind
{
    Created = 0,

    /// <summary>The configuration was edited.</summary>
    Changed = 1,

    Enabled = 2,

    /// <summary>Disabled by a person.</summary>
    Disabled = 3,

    /// <summary>Disabled automatically after too many consecutive failures.</summary>
    AutoDisabled = 4,

    SecretRevealed = 5,

    SecretRotated = 6,

    /// <summary>An overlap was ended early.</summary>
    OldSecretEnded = 7,

    /// <summary>One delivery was resent.</summary>
    Resent = 8,

    /// <summary>Failed and cancelled deliveries were resent in bulk.</summary>
    ResentFailed = 9,

    /// <summary>A test event was sent.</summary>
    TestSent = 10,
}
