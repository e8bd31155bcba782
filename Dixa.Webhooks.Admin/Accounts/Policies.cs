using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>Names of the authorization policies.</summary>
public static class Policies
{
    /// <summary>Signed in with the role Administrator.</summary>
    public const string Administrator = "Administrator";

    /// <summary>A valid API token with any scope, regardless of who is signed in.</summary>
    public const string AnyToken = "AnyToken";

    /// <summary>An API token with the scope to publish.</summary>
    public const string PublishEvents = nameof(ApiScopes.PublishEvents);

    /// <summary>An API token with the scope to read webhooks, or to manage them.</summary>
    public const string ReadWebhooks = nameof(ApiScopes.ReadWebhooks);

    /// <summary>An API token with the scope to manage webhooks.</summary>
    public const string ManageWebhooks = nameof(ApiScopes.ManageWebhooks);

    /// <summary>An API token with the scope to erase people.</summary>
    public const string ErasePeople = nameof(ApiScopes.ErasePeople);
    /// <summary>An API token with the scope to read the audit log.</summary>
    public const string ReadAudit = nameof(ApiScopes.ReadAudit);

    /// <summary>The display name of the scope that a policy requires.</summary>
    public static string Words(string policy) => Scope(policy)?.Words() ?? policy;

    /// <summary>The scope that a policy requires; null if it requires something else.</summary>
    internal static ApiScopes? Scope(string policy) => Enum.TryParse<ApiScopes>(policy, out var scope) ? scope : null;
}
