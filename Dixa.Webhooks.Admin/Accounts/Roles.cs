using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>Identity's roles: one for each <see cref="Role"/>, with the same name.</summary>
internal static class Roles
{
    /// <summary>Creates missing roles. Runs at every start, possibly in several processes at once.</summary>
    public static async Task EnsureAsync(IServiceScopeFactory scopes, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<WebhooksDbContext>();
        await using var transaction = await context.BeginSerializedTransactionAsync(cancel);
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole<Guid>>>();
        foreach (var name in Enum.GetNames<Role>())
        {
            if (!await roles.RoleExistsAsync(name))
            {
                await roles.CreateAsync(new IdentityRole<Guid>(name) { Id = Guid.NewGuid() });
            }
        }

        await transaction.CommitAsync(cancel);
    }
}
