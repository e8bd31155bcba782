namespace Dixa.Webhooks.Admin.Domain;

/// <summary>The display names of scopes.</summary>
public static class ApiScopeWords
{
    /// <summary>The individual scopes, in the form's order.</summary>
    public static IReadOnlyList<ApiScopes> All { get; } = [ApiScopes.PublishEvents, ApiScopes.ReadWebhooks, ApiScopes.ManageWebhooks, ApiScopes.ReadAudit, ApiScopes.ErasePeople];

    public static string Words(this ApiScopes scopes) => string.Join(", ", scopes.Each().Select(Word));

    /// <summary>The individual scopes that are set.</summary>
    public static IEnumerable<ApiScopes> Each(this ApiScopes scopes) => All.Where(scope => scopes.HasFlag(scope));

    /// <summary>What a single scope allows.</summary>
    public static string Meaning(this ApiScopes scope) => scope switch
    {
        ApiScopes.PublishEvents => "send events to the API",
        ApiScopes.ReadWebhooks => "view webhooks and deliveries; secrets and header values stay masked",
        ApiScopes.ManageWebhooks => "view and change webhooks, see their secrets, send test events and resend deliveries",
        ApiScopes.ErasePeople => "remove everything that mentions a person from the history",
        ApiScopes.ReadAudit => "view the audit log: who changed or revealed what, when and from where",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
    };

    private static string Word(ApiScopes scope) => scope switch
    {
        ApiScopes.PublishEvents => "publish events",
        ApiScopes.ReadWebhooks => "read webhooks",
        ApiScopes.ErasePeople => "erase people",
        ApiScopes.ManageWebhooks => "manage webhooks",
        _ => "read audit log",
    };
}
