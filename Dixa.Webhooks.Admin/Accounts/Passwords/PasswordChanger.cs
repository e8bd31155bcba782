using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>Changes a person's own password.</summary>
public sealed class PasswordChanger(IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, PasswordGate gate, PasswordCheck check, SessionStore sessions)
{
    /// <summary>
    /// Changes the password and ends all of the person's sessions. A wrong current password counts towards the lockout, as at sign-in, so that
    /// an open session cannot be used to guess it. The fields of Invalid are <c>currentPassword</c> and <c>newPassword</c>.
    /// </summary>
    public async Task<PersonResult> ChangeAsync(Actor actor, string current, string replacement, CancellationToken cancel = default)
    {
        if (PasswordRule.Error(replacement, actor.Name) is { } error)
        {
            return Invalid(IdentityErrors.NewPassword, $"The password {error}");
        }

        using var turn = gate.TryEnter();
        if (turn is null)
        {
            return new PersonResult.Busy();
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == actor.Id, cancel) is not { } user)
        {
            return Invalid(IdentityErrors.CurrentPassword, "Your account has been removed.");
        }

        switch (await check.CheckAsync(turn, user, current, cancel))
        {
            case PasswordVerdict.Locked:
                return Invalid(IdentityErrors.CurrentPassword, $"Too many wrong passwords. {LockoutRule.Hint} Try again later.");
            case PasswordVerdict.Wrong:
                return Invalid(IdentityErrors.CurrentPassword, "This is not your current password.");
        }

        var hash = await turn.HashAsync(replacement, cancel);
        await using (var transaction = await context.Database.BeginTransactionAsync(cancel))
        {
            await SetAsync(context, user.Id, hash, cancel);
            await audit.AddAsync(context, actor, AuditTarget.Person(user.Id, user.Email!), new Activity.PasswordChanged(), cancel);
            await transaction.CommitAsync(cancel);
        }

        sessions.AnnounceEnd(user.Id);
        return new PersonResult.Done(user.Id);
    }

    /// <summary>Stores a new password and ends the person's sessions. Call <see cref="SessionStore.AnnounceEnd"/> after the commit.</summary>
    internal static async Task SetAsync(WebhooksDbContext context, Guid userId, string hash, CancellationToken cancel)
    {
        await UpdateAsync(context, userId, hash, cancel);
        await SessionStore.RemoveAllAsync(context, userId, cancel);
    }

    // Updates only these columns, because saving the whole row could restore an older count of wrong passwords.
    private static async Task UpdateAsync(WebhooksDbContext context, Guid userId, string hash, CancellationToken cancel)
    {
        var (securityStamp, concurrencyStamp) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        await context.Users.Where(row => row.Id == userId).ExecuteUpdateAsync(
            row => row
                .SetProperty(column => column.PasswordHash, hash)
                .SetProperty(column => column.SecurityStamp, securityStamp)
                .SetProperty(column => column.ConcurrencyStamp, concurrencyStamp),
            cancel);
    }

    private static PersonResult.Invalid Invalid(string field, string message) => new([new FieldError(field, message)]);
}
