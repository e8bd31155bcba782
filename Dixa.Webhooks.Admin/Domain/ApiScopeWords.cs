namespace Dixa.Webhooks.Admin.Domain;

/// <summary>The display names of scopes.</summary>
public static class ApiScopeWords
{
    /// <summary>The individual scopes, in the form's order.</summary>
    public static IReadOnlyList<ApiScopes> Each { get; } = [ApiScopes.PublishEvents, ApiScopes.ReadWebhooks, ApiScopes.ManageWebhooks, ApiScopes.ErasePeople];

    public static string Words(this ApiScopes scopes) => string.Join(", ", Each.Where(scope => scopes.HasFlag(scope)).Select(Word));

    /// <summary>What a single scope allows.</summary>
    public static string Meaning(this ApiScopes scope) => scope switch
    {
        ApiScopes.PublishEvents => "send events to the API",
        ApiScopes.ReadWebhooks => "view webhooks and deliveries; secrets and header values stay masked",
        ApiScopes.ManageWebhooks => "view and change webhooks, see their secrets, send test events and resend deliveries",
        ApiScopes.ErasePeople => "remove everything that mentions a person from the history",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
    };

    private static string Word(ApiScopes scope) => scope switch
    {
        ApiScopes.PublishEvents => "publish events",
        ApiScopes.ReadWebhooks => "read webhooks",
        ApiScopes.ErasePeople => "erase people",
        _ => "manage webhooks",
    };
}
