using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>Everybody's own password.</summary>
public sealed class Passwords(IServiceScopeFactory scopes)
{
    /// <summary>Changes it and ends all sessions that were open with the old one. Answers what is wrong, at <c>currentPassword</c> or <c>newPassword</c>; nothing when it is changed.</summary>
    public async Task<IReadOnlyList<FieldError>> ChangeAsync(Actor actor, string current, string replacement)
    {
        if (PasswordRule.Fault(replacement) is { } fault)
        {
            return [new FieldError(IdentityFaults.NewPassword, $"The password {fault}")];
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser<Guid>>>();
        if (await users.FindByIdAsync(actor.Id.ToString()) is not { } user)
        {
            return [new FieldError(IdentityFaults.CurrentPassword, "Your account has been removed.")];
        }

        // An open session must not be a place to guess without end.
        if (await users.IsLockedOutAsync(user))
        {
            return [new FieldError(IdentityFaults.CurrentPassword, $"Too many wrong passwords. {LockoutRule.Hint} Try again then.")];
        }

        var result = await users.ChangePasswordAsync(user, current, replacement);
        if (result.Succeeded)
        {
            await users.ResetAccessFailedCountAsync(user);
        }
        else if (result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.PasswordMismatch)))
        {
            await users.AccessFailedAsync(user);
        }

        return result.ToFieldErrors(IdentityFaults.NewPassword);
    }
}
