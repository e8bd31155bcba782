namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>The choices of the form's Headers section.</summary>
public enum AuthorizationKind
{
    None,
    Basic,
    Token,
}
