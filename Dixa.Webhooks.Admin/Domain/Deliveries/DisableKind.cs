namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>What disabled a webhook. The numbers are stored: never reuse one.</summary>
public enum DisableKind
{
    /// <summary>A person or an API token.</summary>
    Actor = 1,

    /// <summary>The application, after too many consecutive failures.</summary>
    ConsecutiveFailures = 2,

    /// <summary>Only in old history: a text of an earlier version that is neither of the others.</summary>
    Text = 3,

    /// <summary>Only of a cancelled delivery: a person in its event was erased. It does not disable the webhook.</summary>
    PersonErased = 4,

    /// <summary>Only of a cancelled delivery: a person cancelled it. It does not disable the webhook.</summary>
    CancelledByActor = 5,
}
