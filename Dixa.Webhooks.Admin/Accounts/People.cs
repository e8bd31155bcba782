using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>Who may sign in, as administrators arrange it. Each call checks the role itself, since a screen is not a wall.</summary>
public sealed class People(IServiceScopeFactory scopes, IDbContextFactory<WebhooksDbContext> contexts)
{
    /// <summary>Everybody, by e-mail; nobody for an actor who may not manage.</summary>
    public async Task<IReadOnlyList<Person>> ListAsync(Actor actor, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return [];
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var rows = await (
            from user in context.Users
            join membership in context.UserRoles on user.Id equals membership.UserId
            join role in context.Roles on membership.RoleId equals role.Id
            orderby user.NormalizedEmail
            select new { user.Id, user.Email, Role = role.Name }).ToListAsync(cancel);
        return [.. rows.Select(row => new Person(row.Id, row.Email!, Enum.Parse<Role>(row.Role!)))];
    }

    /// <summary>The e-mail addresses of all administrators, for what the application itself has to tell them.</summary>
    public async Task<IReadOnlyList<string>> AdministratorsAsync(CancellationToken cancel = default) =>
        [.. (await ListAsync(Actor.System, cancel)).Where(person => person.Role is Role.Administrator).Select(person => person.Email)];

    /// <summary>Adds a person. Returns Done, Refused (fields <c>email</c>, <c>password</c>), Busy or Forbidden.</summary>
    public async Task<PersonResult> AddAsync(Actor actor, string email, Role role, string password, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new PersonResult.Forbidden();
        }

        await using var scope = scopes.CreateAsyncScope();
        var (user, refusal) = await NewPerson.PrepareAsync(scope.ServiceProvider.GetRequiredService<PasswordGate>(), email, password, cancel);
        if (user is null)
        {
            return refusal!;
        }

        await using var transaction = await SerializeAsync(scope, cancel);
        var result = await NewPerson.CreateAsync(Users(scope), user, role);
        if (result is PersonResult.Done)
        {
            await transaction.CommitAsync(cancel);
        }

        return result;
    }

    /// <summary>Gives somebody else another role; they have to sign in again. The last administrator stays one.</summary>
    public Task<PersonResult> ChangeRoleAsync(Actor actor, Guid id, Role role, CancellationToken cancel = default) =>
        ChangeAsync(actor, id, async (users, user) =>
        {
            await users.RemoveFromRolesAsync(user, await users.GetRolesAsync(user));
            var added = await users.AddToRoleAsync(user, role.ToString());
            return added.Succeeded ? await users.UpdateSecurityStampAsync(user) : added;
        }, cancel);

    /// <summary>Takes somebody else's access away, within a minute also where they are signed in.</summary>
    public Task<PersonResult> RemoveAsync(Actor actor, Guid id, CancellationToken cancel = default) =>
        ChangeAsync(actor, id, (users, user) => users.DeleteAsync(user), cancel);

    // Nobody changes themselves, and two administrators cannot remove each other at once, since changes go one by one:
    // so one administrator is always left.
    private async Task<PersonResult> ChangeAsync(
        Actor actor,
        Guid id,
        Func<UserManager<IdentityUser<Guid>>, IdentityUser<Guid>, Task<IdentityResult>> change,
        CancellationToken cancel)
    {
        if (!actor.MayManage)
        {
            return new PersonResult.Forbidden();
        }

        if (actor.Id == id)
        {
            return PersonResult.Because("You cannot do this to yourself. Ask another administrator.");
        }

        await using var scope = scopes.CreateAsyncScope();
        await using var transaction = await SerializeAsync(scope, cancel);
        var users = Users(scope);
        if (await users.FindByIdAsync(id.ToString()) is not { } user)
        {
            return new PersonResult.Unknown();
        }

        var administrators = await users.GetUsersInRoleAsync(nameof(Role.Administrator));
        if (!administrators.Any(administrator => administrator.Id != id))
        {
            return PersonResult.Because("This is the last administrator. Add another one first.");
        }

        var result = await change(users, user);
        if (!result.Succeeded)
        {
            return PersonResult.Because("Somebody else changed this person just now. Look again.");
        }

        await transaction.CommitAsync(cancel);
        return new PersonResult.Done(id);
    }

    private static UserManager<IdentityUser<Guid>> Users(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser<Guid>>>();

    private static Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> SerializeAsync(AsyncServiceScope scope, CancellationToken cancel) =>
        scope.ServiceProvider.GetRequiredService<WebhooksDbContext>().BeginAloneAsync(cancel);
}
