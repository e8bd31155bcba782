using System.Security.Claims;
using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts.SignIn;

/// <summary>Signs people in and out. It sets cookies, so it works only in a plain request, not in a circuit.</summary>
public sealed class SignInService(SignInManager<IdentityUser<Guid>> manager, UserManager<IdentityUser<Guid>> users, PasswordGate gate, PasswordCheck check, SessionStore sessions, ClientAddress client)
{
    public async Task<SignInOutcome> SignInAsync(string email, string password, bool remember, CancellationToken cancel)
    {
        using var turn = gate.TryEnter();
        if (turn is null)
        {
            return SignInOutcome.Busy;
        }

        var user = await users.FindByEmailAsync(email);
        if (await check.CheckAsync(turn, user, password, cancel) is not PasswordVerdict.Right)
        {
            return SignInOutcome.Refused;
        }

        await StartAsync(user!, remember, isSignIn: true);
        return SignInOutcome.SignedIn;
    }

    /// <summary>Signs in a person who has just authenticated in another way, for example by setting up the account.</summary>
    public async Task SignInAsync(Guid userId)
    {
        if (await users.FindByIdAsync(userId.ToString()) is { } user)
        {
            await StartAsync(user, remember: false, isSignIn: true);
        }
    }

    /// <summary>Keeps a person signed in after a password change, which has ended all their sessions.</summary>
    public async Task RenewAsync(Actor actor)
    {
        if (await users.FindByIdAsync(actor.Id.ToString()) is { } user)
        {
            var cookie = await manager.Context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
            await StartAsync(user, cookie.Properties?.IsPersistent is true, isSignIn: false);
        }
    }

    /// <summary>Ends the session in the database, which signs out every tab of this browser and invalidates every copy of the cookie.</summary>
    public async Task SignOutAsync()
    {
        if (Session.Of(manager.Context.User) is { } session && manager.Context.User.ToActor() is { } person)
        {
            await sessions.EndAsync(session, person with { Address = client.OfRequest });
        }

        await manager.SignOutAsync();
    }

    private async Task StartAsync(IdentityUser<Guid> user, bool remember, bool isSignIn)
    {
        var secret = await sessions.StartAsync(user.ToActor(client), user.SecurityStamp!, isSignIn, manager.Context.RequestAborted);
        await manager.SignInWithClaimsAsync(user, remember, [new Claim(Session.Claim, secret)]);
    }
}
