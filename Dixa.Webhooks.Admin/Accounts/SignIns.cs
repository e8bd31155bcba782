using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>Signing in and out. Sets cookies, so it works in a plain request only, never in a circuit.</summary>
public sealed class SignIns(SignInManager<IdentityUser<Guid>> manager, UserManager<IdentityUser<Guid>> users, DecoyPassword decoy)
{
    /// <summary>
    /// Whether it worked. Why it did not, for an unknown address, a wrong password or a locked account, is told to nobody:
    /// who has an account here is nobody's business.
    /// </summary>
    public async Task<bool> SignInAsync(string email, string password, bool remember)
    {
        if (await users.FindByEmailAsync(email) is not { } user)
        {
            decoy.Verify(password);
            return false;
        }

        var result = await manager.PasswordSignInAsync(user, password, remember, lockoutOnFailure: true);
        if (result.IsLockedOut)
        {
            // Identity does not look at a locked account's password any more.
            decoy.Verify(password);
        }

        return result.Succeeded;
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
