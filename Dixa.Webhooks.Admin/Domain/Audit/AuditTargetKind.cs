namespace Dixa.Webhooks.Admin.Domain.Audit;

/// <summary>The numbers are stored: never reuse one. The names are in the API.</summary>
public enum AuditTargetKind
{
    Webhook = 1,
    Person = 2,

    /// <summary>An API token.</summary>
    Token = 3,

    /// <summary>The sandbox and the demo.</summary>
    Sandbox = 4,

    /// <summary>Events, deliveries and statistics.</summary>
    History = 5,

    Application = 6,
    AuditLog = 7,
}
