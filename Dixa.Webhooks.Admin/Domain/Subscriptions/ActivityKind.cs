namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>The type of an activity. The numbers are stored: never reuse one.</summary>
public enum ActivityKind
{
    Created = 0,

    /// <summary>The configuration was edited; the detail names the fields.</summary>
    Changed = 1,

    Enabled = 2,

    /// <summary>Disabled by a person.</summary>
    Disabled = 3,

    /// <summary>Disabled automatically after too many consecutive failures; the detail is the reason.</summary>
    AutoDisabled = 4,

    SecretRevealed = 5,

    /// <summary>The detail says until when the old secret also signs.</summary>
    SecretRotated = 6,

    /// <summary>An overlap was ended early.</summary>
    OldSecretEnded = 7,

    /// <summary>One delivery was resent; the detail is its event id.</summary>
    Resent = 8,

    /// <summary>Failed and cancelled deliveries were resent in bulk; the detail has their number and the selected time.</summary>
    ResentFailed = 9,

    /// <summary>A test event was sent; the detail is the event type.</summary>
    TestSent = 10,
}
