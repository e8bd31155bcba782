using System.Security.Claims;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>The actor behind an API token, with the token's id and name. The token in the settings has <see cref="Actor.BootstrapTokenId"/>.</summary>
public sealed record TokenHolder(Guid Id, string Name, ApiScopes Scopes)
{
    internal const string ScopeClaim = "scope";

    /// <summary>A token that can manage gets the role Administrator, and one that can read the role Support. Use cases check only these.</summary>
    internal ClaimsPrincipal ToPrincipal()
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, Id.ToString()), new Claim(ClaimTypes.Name, Name)], ApiTokenScheme.SchemeName);
        foreach (var scope in Scopes.Each())
        {
            identity.AddClaim(new Claim(ScopeClaim, scope.ToString()));
        }

        if (Role is { } role)
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, role.ToString()));
        }

        return new ClaimsPrincipal(identity);
    }

    private Role? Role => Scopes.HasFlag(ApiScopes.ManageWebhooks) ? Domain.Role.Administrator
        : Scopes.HasFlag(ApiScopes.ReadWebhooks) ? Domain.Role.Support
        : null;
}
