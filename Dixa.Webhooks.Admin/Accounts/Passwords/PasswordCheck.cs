using Dixa.Webhooks.Admin.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>
/// Checks a password under <see cref="LockoutRule"/>. Each check is counted before the hash is computed, by one statement that the
/// database runs one at a time for an account. So no number of parallel attempts, in any number of processes, gets more than the allowed guesses.
/// </summary>
public sealed class PasswordCheck(IDbContextFactory<WebhooksDbContext> contexts, DecoyPassword decoy, TimeProvider time)
{
    /// <param name="turn">A place in the gate.</param>
    /// <param name="user">The account; null when the address is unknown, which costs the same time.</param>
    /// <param name="password">The password as it was typed.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<PasswordVerdict> CheckAsync(PasswordTurn turn, IdentityUser<Guid>? user, string password, CancellationToken cancel)
    {
        var decoyHash = await decoy.HashAsync(turn, cancel);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (user?.PasswordHash is not { } hash || !await CountAsync(context, user.Id, cancel))
        {
            await WriteNothingAsync(context, cancel);
            await turn.VerifyAsync(decoyHash, password, cancel);
            return user is null ? PasswordVerdict.Wrong : PasswordVerdict.Locked;
        }

        var result = await turn.VerifyAsync(hash, password, cancel);
        if (result is PasswordVerificationResult.Failed)
        {
            return PasswordVerdict.Wrong;
        }

        await ResetAsync(context, user.Id, cancel);
        if (result is PasswordVerificationResult.SuccessRehashNeeded)
        {
            var stronger = await turn.HashAsync(password, cancel);
            await context.Users.Where(row => row.Id == user.Id && row.PasswordHash == hash)
                .ExecuteUpdateAsync(row => row.SetProperty(column => column.PasswordHash, stronger), cancel);
        }

        return PasswordVerdict.Right;
    }

    /// <summary>Forgets the attempts so far and ends a lockout.</summary>
    public static Task ResetAsync(WebhooksDbContext context, Guid userId, CancellationToken cancel) => context.Users.Where(user => user.Id == userId)
        .ExecuteUpdateAsync(
            user => user.SetProperty(row => row.AccessFailedCount, 0).SetProperty(row => row.LockoutEnd, (DateTimeOffset?)null),
            cancel);

    /// <summary>Counts an attempt, which locks the account when it is the last one allowed. Returns false when the account is locked.</summary>
    private async Task<bool> CountAsync(WebhooksDbContext context, Guid userId, CancellationToken cancel)
    {
        DateTimeOffset? now = time.GetUtcNow();
        var end = now + LockoutRule.Duration;
        var counted = await context.Users.Where(user => user.Id == userId && (user.LockoutEnd == null || user.LockoutEnd <= now))
            .ExecuteUpdateAsync(
                user => user
                    .SetProperty(row => row.LockoutEnd, row => row.AccessFailedCount + 1 >= LockoutRule.WrongPasswords ? end : null)
                    .SetProperty(row => row.AccessFailedCount, row => row.AccessFailedCount + 1 >= LockoutRule.WrongPasswords ? 0 : row.AccessFailedCount + 1),
                cancel);
        return counted > 0;
    }

    /// <summary>Takes the time of a counted attempt: writes a row as it is.</summary>
    private static Task<int> WriteNothingAsync(WebhooksDbContext context, CancellationToken cancel) => context.Users.OrderBy(user => user.Id).Take(1)
        .ExecuteUpdateAsync(user => user.SetProperty(row => row.AccessFailedCount, row => row.AccessFailedCount), cancel);
}
