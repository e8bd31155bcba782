using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

/// <summary>The display text of each kind of authorization.</summary>
public static class AuthorizationText
{
    public static string Of(AuthorizationKind kind) => kind switch
    {
        AuthorizationKind.None => "None",
        AuthorizationKind.Basic => "Basic authorization",
        AuthorizationKind.Token => "Token authorization",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
