using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>
/// Checks a password under <see cref="LockoutRule"/>. Each check is counted before the hash is computed, with one statement that the
/// database serializes for each account. So parallel attempts, even from several processes, cannot exceed the allowed number of guesses.
/// </summary>
public sealed class PasswordCheck(IDbContextFactory<WebhooksDbContext> contexts, DecoyPassword decoy, FailedSignIns failed, TimeProvider time)
{
    /// <summary>Checks a password. If <paramref name="user"/> is null (unknown address), the check takes the same time.</summary>
    public async Task<PasswordVerdict> CheckAsync(PasswordTurn turn, IdentityUser<Guid>? user, string password, CancellationToken cancel)
    {
        var verdict = await VerifyAsync(turn, user, password, cancel);
        if (verdict is not PasswordVerdict.Right)
        {
            failed.Note(user);
        }

        return verdict;
    }

    /// <summary>Resets the count of wrong passwords and ends any lockout.</summary>
    public static Task ResetAsync(WebhooksDbContext context, Guid userId, CancellationToken cancel) => context.Users.Where(user => user.Id == userId)
        .ExecuteUpdateAsync(
            user => user.SetProperty(row => row.AccessFailedCount, 0).SetProperty(row => row.LockoutEnd, (DateTimeOffset?)null),
            cancel);

    private async Task<PasswordVerdict> VerifyAsync(PasswordTurn turn, IdentityUser<Guid>? user, string password, CancellationToken cancel)
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

    /// <summary>Counts an attempt, and locks the account if it is the last one allowed. Returns false if the account is already locked.</summary>
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

    /// <summary>Takes as long as counting an attempt: updates a row without changing it.</summary>
    private static Task<int> WriteNothingAsync(WebhooksDbContext context, CancellationToken cancel) => context.Users.OrderBy(user => user.Id).Take(1)
        .ExecuteUpdateAsync(user => user.SetProperty(row => row.AccessFailedCount, row => row.AccessFailedCount), cancel);
}
