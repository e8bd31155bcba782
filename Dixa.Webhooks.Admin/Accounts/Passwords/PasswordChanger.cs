using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>A person's own password.</summary>
public sealed class PasswordChanger(IDbContextFactory<WebhooksDbContext> contexts, PasswordGate gate, PasswordCheck check, SessionStore sessions)
{
    /// <summary>
    /// Changes it and ends all sessions that were open with the old one. Wrong guesses at the current password count as they do at sign-in:
    /// an open session must not be a place to guess. Returns Done, Refused (fields <c>currentPassword</c>, <c>newPassword</c>) or Busy.
    /// </summary>
    public async Task<PersonResult> ChangeAsync(Actor actor, string current, string replacement, CancellationToken cancel = default)
    {
        if (PasswordRule.Error(replacement, actor.Name) is { } fault)
        {
            return Refused(IdentityFaults.NewPassword, $"The password {fault}");
        }

        using var turn = gate.TryEnter();
        if (turn is null)
        {
            return new PersonResult.Busy();
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == actor.Id, cancel) is not { } user)
        {
            return Refused(IdentityFaults.CurrentPassword, "Your account has been removed.");
        }

        switch (await check.CheckAsync(turn, user, current, cancel))
        {
            case PasswordVerdict.Locked:
                return Refused(IdentityFaults.CurrentPassword, $"Too many wrong passwords. {LockoutRule.Hint} Try again then.");
            case PasswordVerdict.Wrong:
                return Refused(IdentityFaults.CurrentPassword, "This is not your current password.");
        }

        await SetAsync(context, user.Id, await turn.HashAsync(replacement, cancel), cancel);
        sessions.AnnounceEnd(user.Id);
        return new PersonResult.Done(user.Id);
    }

    /// <summary>Stores another password, which ends the person's sessions. Call <see cref="Sessions.AnnounceEnd"/> after the commit.</summary>
    internal static async Task SetAsync(WebhooksDbContext context, Guid userId, string hash, CancellationToken cancel)
    {
        await UpdateAsync(context, userId, hash, cancel);
        await SessionStore.RemoveAllAsync(context, userId, cancel);
    }

    // Only these columns: the whole row would bring back an older count of wrong passwords.
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

    private static PersonResult.Refused Refused(string field, string message) => new([new FieldError(field, message)]);
}
