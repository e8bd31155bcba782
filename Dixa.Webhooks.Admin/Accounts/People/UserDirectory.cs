using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts.People;

/// <summary>Lets administrators manage the people who can sign in.</summary>
public sealed class UserDirectory(IServiceScopeFactory scopes, IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit)
{
    /// <summary>Lists everyone by e-mail address. Returns an empty list if the actor is not an administrator.</summary>
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

    /// <summary>The e-mail addresses of all administrators, for notifications.</summary>
    public async Task<IReadOnlyList<string>> AdministratorsAsync(CancellationToken cancel = default) =>
        [.. (await ListAsync(Actor.System, cancel)).Where(person => person.Role is Role.Administrator).Select(person => person.Email)];

    /// <summary>Adds a person. The fields of Invalid are <c>email</c> and <c>password</c>.</summary>
    public async Task<PersonResult> AddAsync(Actor actor, string email, Role role, string password, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new PersonResult.Forbidden();
        }

        await using var scope = scopes.CreateAsyncScope();
        var (user, error) = await NewPerson.PrepareAsync(scope.ServiceProvider.GetRequiredService<PasswordGate>(), email, password, cancel);
        if (user is null)
        {
            return error!;
        }

        await using var transaction = await SerializeAsync(scope, cancel);
        var result = await NewPerson.CreateAsync(Users(scope), user, role);
        if (result is PersonResult.Done)
        {
            await audit.AddAsync(Context(scope), actor, AuditTarget.Person(user.Id, user.Email!), new Activity.PersonAdded(role.ToString()), cancel);
            await transaction.CommitAsync(cancel);
        }

        return result;
    }

    /// <summary>Changes another person's role and signs them out everywhere. The last administrator cannot be changed.</summary>
    public Task<PersonResult> ChangeRoleAsync(Actor actor, Guid id, Role role, CancellationToken cancel = default) =>
        ChangeAsync(actor, id, before => new Activity.RoleChanged(before, role.ToString()), async context =>
        {
            var (name, stamp, concurrency) = (role.ToString(), Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
            var roleId = await context.Roles.Where(row => row.Name == name).Select(row => row.Id).SingleAsync(cancel);
            await context.UserRoles.Where(membership => membership.UserId == id).ExecuteDeleteAsync(cancel);
            context.UserRoles.Add(new IdentityUserRole<Guid> { UserId = id, RoleId = roleId });
            await context.SaveChangesAsync(cancel);

            // Updates only these columns, because saving the whole row could restore an older count of wrong passwords.
            return await context.Users.Where(user => user.Id == id).ExecuteUpdateAsync(
                user => user.SetProperty(row => row.SecurityStamp, stamp).SetProperty(row => row.ConcurrencyStamp, concurrency), cancel);
        }, cancel);

    /// <summary>Removes another person and signs them out everywhere.</summary>
    public Task<PersonResult> RemoveAsync(Actor actor, Guid id, CancellationToken cancel = default) =>
        ChangeAsync(actor, id, _ => new Activity.PersonRemoved(), context => context.Users.Where(user => user.Id == id).ExecuteDeleteAsync(cancel), cancel);

    // At least one administrator always remains: people cannot change themselves, and changes are serialized, so two
    // administrators cannot remove each other at the same time.
    private async Task<PersonResult> ChangeAsync(
        Actor actor,
        Guid id,
        Func<string, Activity> activity,
        Func<WebhooksDbContext, Task<int>> change,
        CancellationToken cancel)
    {
        if (!actor.MayManage)
        {
            return new PersonResult.Forbidden();
        }

        if (actor.Id == id)
        {
            return PersonResult.Error("You cannot change or remove yourself. Ask another administrator.");
        }

        await using var scope = scopes.CreateAsyncScope();
        await using var transaction = await SerializeAsync(scope, cancel);
        var context = Context(scope);
        if (await context.Users.Where(user => user.Id == id).Select(user => user.Email).SingleOrDefaultAsync(cancel) is not { } email)
        {
            return new PersonResult.NotFound();
        }

        var administrators = await Users(scope).GetUsersInRoleAsync(nameof(Role.Administrator));
        if (!administrators.Any(administrator => administrator.Id != id))
        {
            return PersonResult.Error("This is the last administrator. Add another one first.");
        }

        var role = await context.UserRoles.Where(membership => membership.UserId == id).Join(context.Roles, membership => membership.RoleId, row => row.Id, (_, row) => row.Name).FirstOrDefaultAsync(cancel);
        await SessionStore.RemoveAllAsync(context, id, cancel);
        if (await change(context) == 0)
        {
            return PersonResult.Error("Someone else has just changed this person. Reload the page.");
        }

        await audit.AddAsync(context, actor, AuditTarget.Person(id, email), activity(role ?? ""), cancel);
        await transaction.CommitAsync(cancel);
        scope.ServiceProvider.GetRequiredService<SessionStore>().AnnounceEnd(id);
        return new PersonResult.Done(id);
    }

    private static UserManager<IdentityUser<Guid>> Users(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser<Guid>>>();

    private static WebhooksDbContext Context(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<WebhooksDbContext>();

    private static Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> SerializeAsync(AsyncServiceScope scope, CancellationToken cancel) =>
        Context(scope).BeginSerializedTransactionAsync(cancel);
}
