using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>The one place where a user comes to be. The caller holds the transaction.</summary>
internal static class NewPerson
{
    public static async Task<PersonResult> CreateAsync(UserManager<IdentityUser<Guid>> users, string? email, Role role, string? password)
    {
        var wanted = InvisibleText.Trim(email);
        if (IdentityFaults.Check(wanted, password) is { Count: > 0 } errors)
        {
            return new PersonResult.Refused(errors);
        }

        var user = new IdentityUser<Guid> { Id = Guid.NewGuid(), UserName = wanted, Email = wanted, EmailConfirmed = true, LockoutEnabled = true };
        var result = await users.CreateAsync(user, password!);
        if (result.Succeeded)
        {
            result = await users.AddToRoleAsync(user, role.ToString());
        }

        return result.Succeeded ? new PersonResult.Done(user.Id) : new PersonResult.Refused(result.ToFieldErrors());
    }
}
