using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>The person in front of the screen, as use cases want to know them.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication, IDbContextFactory<WebhooksDbContext> contexts, SessionStore sessions)
{
    /// <summary>
    /// Who is signed in, with the role that the store has for them now: what the page knows may be as old as
    /// <see cref="SessionCheck.Interval"/>. Someone who has been removed or signed out keeps only the role that changes nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public async Task<Actor> GetAsync(CancellationToken cancel = default)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        var actor = user.ToActor() ?? throw Nobody();
        if (Session.Of(user) is not { } session || !await sessions.IsValidNowAsync(session, cancel))
        {
            return actor with { Role = Role.Support };
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var manages = await (
            from membership in context.UserRoles
            join role in context.Roles on membership.RoleId equals role.Id
            where membership.UserId == actor.Id && role.Name == nameof(Role.Administrator)
            select role.Id).AnyAsync(cancel);
        return actor with { Role = manages ? Role.Administrator : Role.Support };
    }

    /// <summary>Who is signed in, as the session knows them: enough for what a screen shows, not for a change or a secret.</summary>
    /// <exception cref="InvalidOperationException">Nobody with a role is signed in; every page that asks is closed to them.</exception>
    public async Task<Actor> SignedInAsync() =>
        (await authentication.GetAuthenticationStateAsync()).User.ToActor()
        ?? throw Nobody();

    private static InvalidOperationException Nobody() => new("Nobody with a role is signed in.");
}
