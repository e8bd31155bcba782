using System.Security.Claims;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>The signed-in person as the actor of use cases.</summary>
public sealed class CurrentActor(
    AuthenticationStateProvider authentication, IDbContextFactory<WebhooksDbContext> contexts, SessionStore sessions, ClientAddress client, ClientAddress.OfPage page)
{
    /// <summary>
    /// The signed-in person with their current role in the database, because the page's state may be as old as
    /// <see cref="SessionCheck.Interval"/>. A person who has been removed or signed out gets the read-only role.
    /// </summary>
    /// <exception cref="InvalidOperationException">No one is signed in.</exception>
    public async Task<Actor> GetAsync(CancellationToken cancel = default)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        var actor = Of(user);
        if (Session.Of(user) is not { } session || !await sessions.IsValidNowAsync(session, cancel))
        {
            return actor with { Role = Role.Support };
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var isAdministrator = await (
            from membership in context.UserRoles
            join role in context.Roles on membership.RoleId equals role.Id
            where membership.UserId == actor.Id && role.Name == nameof(Role.Administrator)
            select role.Id).AnyAsync(cancel);
        return actor with { Role = isAdministrator ? Role.Administrator : Role.Support };
    }

    /// <summary>The signed-in person as of the page's last check: enough to show a screen, but not to change something or reveal a secret.</summary>
    /// <exception cref="InvalidOperationException">No one with a role is signed in. Pages that call this are not open to them.</exception>
    public async Task<Actor> SignedInAsync() => Of((await authentication.GetAuthenticationStateAsync()).User);

    private Actor Of(ClaimsPrincipal user) => user.ToActor() is { } actor
        ? actor with { Address = page.Address ?? client.OfRequest }
        : throw new InvalidOperationException("No one with a role is signed in.");
}
