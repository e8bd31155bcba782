namespace Dixa.Webhooks.Admin.Domain;

/// <summary>The role of a signed-in person.</summary>
public enum Role
{
    /// <summary>Can view webhooks, statuses and payloads, but cannot change anything or see secrets, header values or responses other than their status.</summary>
    Support,

    /// <summary>Has full access.</summary>
    Administrator,
}
