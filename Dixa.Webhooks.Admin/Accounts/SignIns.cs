using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>What came of an attempt to sign in.</summary>
public abstract record SignInOutcome
{
    public sealed record Success : SignInOutcome;

    /// <summary>Also for somebody unknown: who has an account here is nobody's business.</summary>
    public sealed record WrongCredentials : SignInOutcome;

    /// <param name="Remaining">How long it lasts.</param>
    public sealed record LockedOut(TimeSpan Remaining) : SignInOutcome;
}

/// <summary>Signing in and out. Sets cookies, so it works in a plain request only, never in a circuit.</summary>
public sealed class SignIns(
    SignInManager<IdentityUser<Guid>> manager, UserManager<IdentityUser<Guid>> users, DecoyPassword decoy, TimeProvider time)
{
    public async Task<SignInOutcome> SignInAsync(string email, string password, bool remember)
    {
        if (await users.FindByEmailAsync(email) is not { } user)
        {
            decoy.Verify(password);
            return new SignInOutcome.WrongCredentials();
        }

        var result = await manager.PasswordSignInAsync(user, password, remember, lockoutOnFailure: true);
        return result switch
        {
            { Succeeded: true } => new SignInOutcome.Success(),
            { IsLockedOut: true } => new SignInOutcome.LockedOut((user.LockoutEnd ?? time.GetUtcNow()) - time.GetUtcNow()),
            _ => new SignInOutcome.WrongCredentials(),
        };
    }

    /// <summary>Keeps a person signed in whose password has just changed; their other sessions end.</summary>
    public async Task RenewAsync(Actor actor)
    {
        if (await users.FindByIdAsync(actor.Id.ToString()) is { } user)
        {
            await manager.RefreshSignInAsync(user);
        }
    }

    public Task SignOutAsync() => manager.SignOutAsync();
}
