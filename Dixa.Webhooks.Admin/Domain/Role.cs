namespace Dixa.Webhooks.Admin.Domain;

/// <summary>What a signed-in person may do.</summary>
public enum Role
{
    /// <summary>Looks at webhooks, statuses and payloads. Changes nothing, sees no secret and no header value.</summary>
    Support,

    /// <summary>May do everything.</summary>
    Administrator,
}
