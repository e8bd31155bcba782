using System.Security.Claims;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts;

public static class Principals
{
    /// <summary>A token whose scope allows what only administrators may do otherwise. The operation's policy has already required the scope.</summary>
    public static Actor ToAdministrator(this ClaimsPrincipal token) =>
        token.ToActor() is { } actor
            ? actor with { Role = Role.Administrator }
            : new Actor(Guid.Parse(token.FindFirstValue(ClaimTypes.NameIdentifier)!), token.Identity!.Name!, Role.Administrator) { Kind = ActorKind.Token };

    /// <summary>A person who has just proved who they are, for the audit log. The role is the lesser one.</summary>
    internal static Actor ToActor(this IdentityUser<Guid> user, ClientAddress client) => new(user.Id, user.Email!, Role.Support) { Address = client.OfRequest };

    /// <summary>Returns the actor; null if no one is signed in or the person has no role.</summary>
    public static Actor? ToActor(this ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true, Name: { Length: > 0 } name }
            || !Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            return null;
        }

        Role? role = principal.IsInRole(nameof(Role.Administrator)) ? Role.Administrator
            : principal.IsInRole(nameof(Role.Support)) ? Role.Support
            : null;
        return role is { } known ? new Actor(id, name, known) { Kind = KindOf(principal, id) } : null;
    }

    private static ActorKind KindOf(ClaimsPrincipal principal, Guid id) =>
        principal.Identity?.AuthenticationType is not ApiTokenScheme.SchemeName ? ActorKind.Person
        : id == Actor.BootstrapTokenId ? ActorKind.BootstrapToken
        : ActorKind.Token;
}
