namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>What somebody did to a webhook, or with it. The numbers are stored: never reuse one.</summary>
public enum ActivityKind
{
    Created = 0,

    /// <summary>Its configuration was edited; the detail names what.</summary>
    Changed = 1,

    Enabled = 2,

    /// <summary>By a person.</summary>
    Disabled = 3,

    /// <summary>By the sweep, after too many failures in a row; the detail is the reason.</summary>
    AutoDisabled = 4,

    SecretRevealed = 5,

    /// <summary>The detail says until when the old secret signs too.</summary>
    SecretRotated = 6,

    /// <summary>An overlap was ended before its time.</summary>
    OldSecretEnded = 7,

    /// <summary>One delivery was sent again; the detail is its event's id.</summary>
    Resent = 8,

    /// <summary>All that had failed since a time; the detail says how many, and since when.</summary>
    ResentFailed = 9,

    /// <summary>A test was sent; the detail is the event type.</summary>
    TestSent = 10,
}
