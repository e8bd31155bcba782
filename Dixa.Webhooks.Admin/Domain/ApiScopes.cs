namespace Dixa.Webhooks.Admin.Domain;

/// <summary>The permissions of an API token. The numbers are stored: never reuse one.</summary>
[Flags]
public enum ApiScopes
{
    None = 0,

    PublishEvents = 1,

    /// <summary>View webhooks and deliveries, without secrets and header values.</summary>
    ReadWebhooks = 2,

    /// <summary>Change webhooks, send test events and resend deliveries. Includes reading.</summary>
    ManageWebhooks = 4,

    /// <summary>View the audit log. Not included in any other scope.</summary>
    ReadAudit = 8,

    /// <summary>Erase people. Not included in any other scope.</summary>
    ErasePeople = 16,

    All = PublishEvents | ReadWebhooks | ManageWebhooks | ReadAudit | ErasePeople,
}
