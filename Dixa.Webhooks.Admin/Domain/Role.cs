namespace Dixa.Webhooks.Admin.Domain;

/// <summary>What a signed-in person may do.</summary>
public enum Role
{
    /// <summary>Looks at webhooks, statuses and payloads. Changes nothing; sees no secret, no header value and nothing that an endpoint answered but its status.</summary>
    Support,

    /// <summary>May do everything.</summary>
    Administrator,
}
