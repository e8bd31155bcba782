namespace Dixa.Webhooks.Admin.Domain;

/// <summary>How scopes are called where people read them.</summary>
public static class ApiScopeWords
{
    /// <summary>The scopes one by one, in the order in which a form offers them.</summary>
    public static IReadOnlyList<ApiScopes> Each { get; } = [ApiScopes.PublishEvents, ApiScopes.ReadWebhooks, ApiScopes.ManageWebhooks];

    public static string Words(this ApiScopes scopes) => string.Join(", ", Each.Where(scope => scopes.HasFlag(scope)).Select(Word));

    /// <summary>What a single scope allows, as half a sentence.</summary>
    public static string Meaning(this ApiScopes scope) => scope switch
    {
        ApiScopes.PublishEvents => "sends events in",
        ApiScopes.ReadWebhooks => "looks at webhooks and deliveries; secrets and header values stay masked",
        ApiScopes.ManageWebhooks => "reads and changes webhooks, sees their secrets, sends tests and resends",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
    };

    private static string Word(ApiScopes scope) => scope switch
    {
        ApiScopes.PublishEvents => "publish events",
        ApiScopes.ReadWebhooks => "read webhooks",
        _ => "manage webhooks",
    };
}
