namespace Dixa.Webhooks.Admin.Domain;

/// <summary>What an API token may be used for. The numbers are stored: never reuse one.</summary>
[Flags]
public enum ApiScopes
{
    None = 0,

    /// <summary>Publishes events.</summary>
    PublishEvents = 1,

    /// <summary>Looks at webhooks and deliveries, and sees no secret and no header value.</summary>
    ReadWebhooks = 2,

    /// <summary>Changes webhooks, sends tests and resends; reads too.</summary>
    ManageWebhooks = 4,

    All = PublishEvents | ReadWebhooks | ManageWebhooks,
}
