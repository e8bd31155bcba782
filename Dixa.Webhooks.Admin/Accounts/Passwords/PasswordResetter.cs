using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>Issues and redeems links to reset a password. Each link works once, within <see cref="Lifetime"/>.</summary>
public sealed partial class PasswordResetter(
    IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, PasswordGate gate, SessionStore sessions, ClientAddress client, TimeProvider time, ILogger<PasswordResetter> logger)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private static readonly UpperInvariantLookupNormalizer Names = new();

    /// <summary>Creates a link's secret for a person and revokes earlier links. Returns null if no one has this e-mail address.</summary>
    public async Task<string?> IssueAsync(string email, CancellationToken cancel = default)
    {
        var name = Names.NormalizeEmail(email.Trim());
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Users.AsNoTracking().SingleOrDefaultAsync(user => user.NormalizedEmail == name, cancel) is not { SecurityStamp: { } stamp } user)
        {
            return null;
        }

        var (secret, now) = (LinkSecret.Generate(), time.GetUtcNow());
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await context.PasswordResets.Where(reset => reset.UserId == user.Id || reset.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
        context.PasswordResets.Add(new StoredPasswordReset { Id = LinkSecret.Id(secret), UserId = user.Id, SecurityStamp = stamp, ExpiresAt = now + Lifetime });
        await audit.AddAsync(context, Actor.System, AuditTarget.Person(user.Id, user.Email!), new Activity.PasswordResetIssued(), cancel);
        await transaction.CommitAsync(cancel);
        Log.Issued(logger, user.Email!, Lifetime.TotalMinutes);
        return secret;
    }

    /// <summary>Returns the e-mail address of the link's person; null if the link is unknown, used or expired.</summary>
    public async Task<string?> EmailAsync(string? secret, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return (await FindAsync(context, secret, cancel))?.Email;
    }

    /// <summary>
    /// Uses the link: sets the password, and ends the person's sessions and any lockout.
    /// The field of Invalid is <c>newPassword</c>; NotFound means that the link is unknown, used or expired.
    /// </summary>
    public async Task<PersonResult> UseAsync(string? secret, string password, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await FindAsync(context, secret, cancel) is not { } user)
        {
            return new PersonResult.NotFound();
        }

        if (PasswordRule.Error(password, user.Email) is { } error)
        {
            return new PersonResult.Invalid([new FieldError(IdentityErrors.NewPassword, $"The password {error}")]);
        }

        using var turn = gate.TryEnter();
        if (turn is null)
        {
            return new PersonResult.Busy();
        }

        var hash = await turn.HashAsync(password, cancel);
        var id = LinkSecret.Id(secret!);
        await using (var transaction = await context.Database.BeginTransactionAsync(cancel))
        {
            // If two requests use the link at once, only one deletes it.
            if (await context.PasswordResets.Where(reset => reset.Id == id).ExecuteDeleteAsync(cancel) == 0)
            {
                return new PersonResult.NotFound();
            }

            await PasswordChanger.SetAsync(context, user.Id, hash, cancel);
            await PasswordCheck.ResetAsync(context, user.Id, cancel);
            await audit.AddAsync(context, user.ToActor(client), AuditTarget.Person(user.Id, user.Email!), new Activity.PasswordReset(), cancel);
            await transaction.CommitAsync(cancel);
        }

        sessions.AnnounceEnd(user.Id);
        Log.Used(logger, user.Email!);
        return new PersonResult.Done(user.Id);
    }

    private async Task<IdentityUser<Guid>?> FindAsync(WebhooksDbContext context, string? secret, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(secret))
        {
            return null;
        }

        var (id, now) = (LinkSecret.Id(secret), time.GetUtcNow());
        if (await context.PasswordResets.AsNoTracking().SingleOrDefaultAsync(reset => reset.Id == id && reset.ExpiresAt > now, cancel) is not { } stored)
        {
            return null;
        }

        var user = await context.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == stored.UserId, cancel);
        return user?.SecurityStamp == stored.SecurityStamp ? user : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Information, "Created a password reset link for {Email}. It works once, within {Minutes} minutes")]
        public static partial void Issued(ILogger logger, string email, double minutes);

        [LoggerMessage(1102, LogLevel.Information, "{Email} set a new password with a reset link. All of this person's sessions have ended")]
        public static partial void Used(ILogger logger, string email);
    }
}
