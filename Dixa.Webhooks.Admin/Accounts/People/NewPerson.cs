using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts.People;

/// <summary>The only place that creates users. The caller of <see cref="CreateAsync"/> owns the transaction.</summary>
internal static class NewPerson
{
    /// <summary>Validates the input and hashes the password, which takes too long for a transaction. Returns the user or why not.</summary>
    public static async Task<(IdentityUser<Guid>? User, PersonResult? Error)> PrepareAsync(PasswordGate gate, string? email, string? password, CancellationToken cancel)
    {
        var address = InvisibleText.Trim(email);
        if (IdentityErrors.Check(address, password) is { Count: > 0 } errors)
        {
            return (null, new PersonResult.Invalid(errors));
        }

        using var turn = gate.TryEnter();
        if (turn is null)
        {
            return (null, new PersonResult.Busy());
        }

        var hash = await turn.HashAsync(password!, cancel);
        return (new IdentityUser<Guid> { Id = Guid.NewGuid(), UserName = address, Email = address, EmailConfirmed = true, LockoutEnabled = true, PasswordHash = hash }, null);
    }

    public static async Task<PersonResult> CreateAsync(UserManager<IdentityUser<Guid>> users, IdentityUser<Guid> user, Role role)
    {
        var result = await users.CreateAsync(user);
        if (result.Succeeded)
        {
            result = await users.AddToRoleAsync(user, role.ToString());
        }

        return result.Succeeded ? new PersonResult.Done(user.Id) : new PersonResult.Invalid(result.ToFieldErrors());
    }
}
