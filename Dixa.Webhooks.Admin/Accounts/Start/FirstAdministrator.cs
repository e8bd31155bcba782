using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts.Start;

/// <summary>Creates the first administrator. Possible only while there are no users.</summary>
public sealed class FirstAdministrator(
    IServiceScopeFactory scopes, IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, PasswordGate gate, SetupToken token, ClientAddress client)
{
    public async Task<bool> IsMissingAsync(CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return !await context.Users.AnyAsync(cancel);
    }

    /// <summary>Whether a setup link can still be used.</summary>
    public async Task<bool> MaySetUpAsync(string? presented, CancellationToken cancel = default) =>
        token.Matches(presented) && await IsMissingAsync(cancel);

    /// <summary>Uses the setup link. The fields of Invalid are <c>email</c> and <c>password</c>; Forbidden means that the link is invalid or used.</summary>
    public async Task<PersonResult> SetUpAsync(string? presented, string? email, string? password, CancellationToken cancel = default)
    {
        if (!token.Matches(presented))
        {
            return new PersonResult.Forbidden();
        }

        var result = await CreateAsync(email, password, cancel);
        if (result is PersonResult.Done or PersonResult.Forbidden)
        {
            token.Withdraw();
        }

        return result;
    }

    /// <summary>Returns Forbidden if a user already exists. The transaction serializes concurrent calls.</summary>
    internal async Task<PersonResult> CreateAsync(string? email, string? password, CancellationToken cancel)
    {
        var (user, error) = await NewPerson.PrepareAsync(gate, email, password, cancel);
        if (user is null)
        {
            return error!;
        }

        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<WebhooksDbContext>();
        await using var transaction = await context.BeginSerializedTransactionAsync(cancel);
        if (await context.Users.AnyAsync(cancel))
        {
            return new PersonResult.Forbidden();
        }

        var users = scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser<Guid>>>();
        var result = await NewPerson.CreateAsync(users, user, Role.Administrator);
        if (result is PersonResult.Done)
        {
            await audit.AddAsync(
                context, Actor.System with { Address = client.OfRequest }, AuditTarget.Person(user.Id, user.Email!), new Activity.PersonAdded(nameof(Role.Administrator)), cancel);
            await transaction.CommitAsync(cancel);
        }

        return result;
    }
}
