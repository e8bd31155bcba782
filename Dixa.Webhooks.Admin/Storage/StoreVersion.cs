using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>Refuses a store that this version would misread, and knows which store it is.</summary>
internal static class StoreVersion
{
    /// <summary>Refuses a store that a newer version has upgraded. Called before this version changes anything.</summary>
    /// <param name="context">The store.</param>
    /// <param name="name">Which database it is, for people.</param>
    /// <exception cref="StoreUnavailableException">It has upgrades that this version does not know.</exception>
    public static async Task RefuseNewerAsync(WebhooksDbContext context, string name)
    {
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var unknown = (await context.Database.GetAppliedMigrationsAsync()).Where(applied => !known.Contains(applied)).ToList();
        if (unknown.Count > 0)
        {
            throw new StoreUnavailableException(
                $"Storage:ConnectionString: a newer version of Dixa Webhooks has upgraded {name} (to {unknown[^1]}, which this version does not know). "
                + "Start that version, or restore the backup that was made before the upgrade.");
        }
    }

    /// <summary>Refuses a store that lost a table or a column. Called after the upgrade; reads no row.</summary>
    /// <param name="context">The store.</param>
    /// <param name="name">Which database it is, for people.</param>
    /// <exception cref="StoreUnavailableException">Something of it is missing.</exception>
    [SuppressMessage("Security", "EF1002:Risk of vulnerability to SQL injection", Justification = "The names are the model's.")]
    public static async Task RefuseIncompleteAsync(WebhooksDbContext context, string name)
    {
        foreach (var table in context.Model.GetRelationalModel().Tables)
        {
            try
            {
                await context.Database.ExecuteSqlRawAsync($"SELECT {string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""))} FROM \"{table.Name}\" LIMIT 0");
            }
            catch (DbException error)
            {
                throw new StoreUnavailableException(
                    $"Storage:ConnectionString: the table {table.Name} of {name} is damaged or incomplete. {error.Message} Restore a backup of the database.", error);
            }
        }
    }

    /// <summary>The store's id. A store that has none gets one.</summary>
    public static async Task<Guid> IdentifyAsync(WebhooksDbContext context, TimeProvider time)
    {
        if (await context.Identity.AsNoTracking().OrderBy(store => store.CreatedAt).FirstOrDefaultAsync() is { } known)
        {
            return known.Id;
        }

        var identity = new StoreIdentity { Id = Guid.NewGuid(), CreatedAt = time.GetUtcNow() };
        context.Identity.Add(identity);
        await context.SaveChangesAsync();
        return identity.Id;
    }
}
