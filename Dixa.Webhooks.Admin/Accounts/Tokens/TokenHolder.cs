using System.Security.Claims;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>Who acts by an API token, under the token's own id and name.</summary>
/// <param name="Id">The token's id; the one from the settings has the empty uuid.</param>
/// <param name="Name">The token's name.</param>
/// <param name="Scopes">What it may be used for.</param>
public sealed record TokenHolder(Guid Id, string Name, ApiScopes Scopes)
{
    internal const string ScopeClaim = "scope";

    /// <summary>One that manages may do what an administrator may, one that reads what Support may; use cases ask no more than that.</summary>
    internal ClaimsPrincipal ToPrincipal()
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, Id.ToString()), new Claim(ClaimTypes.Name, Name)], ApiTokenScheme.SchemeName);
        foreach (var scope in Enum.GetValues<ApiScopes>().Where(scope => scope is not (ApiScopes.None or ApiScopes.All) && Scopes.HasFlag(scope)))
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
