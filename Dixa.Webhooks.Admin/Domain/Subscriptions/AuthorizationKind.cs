namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>The kind of Authorization header.</summary>
public enum AuthorizationKind
{
    None,
    Basic,
    Token,
}
