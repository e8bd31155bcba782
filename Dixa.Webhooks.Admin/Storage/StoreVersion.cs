using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>Refuses a store that this version cannot read correctly, and identifies a store.</summary>
internal static class StoreVersion
{
    /// <summary>
    /// Refuses a store that a newer version has migrated, or began to migrate. Called before this version changes anything. The name and the way back are for
    /// the message.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It has migrations that this version does not know.</exception>
    public static async Task RefuseNewerAsync(WebhooksDbContext context, string name, string? back = null)
    {
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var unknown = (await context.Database.GetAppliedMigrationsAsync()).Where(applied => !known.Contains(applied)).ToList();
        if (unknown.Count > 0)
        {
            throw new StoreUnavailableException(
                $"Storage:ConnectionString: a newer version of Dixa Webhooks has upgraded {name} (to {unknown[^1]}, which this version does not know). "
                + $"Start that version, or {back ?? "restore the backup that was made before the upgrade"}.");
        }
    }

    /// <summary>Refuses a store that has lost a table or a column. Called after the migration; reads no rows. The name is for the message.</summary>
    /// <exception cref="StoreUnavailableException">A table or column is missing.</exception>
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

    /// <summary>The store's id. Creates one if there is none.</summary>
    public static async Task<Guid> IdentifyAsync(WebhooksDbContext context, TimeProvider time)
    {
        if (await context.Identity.AsNoTracking().OrderBy(store => store.CreatedAt).FirstOrDefaultAsync() is { } known)
        {
            return known.Id;
        }

        var identity = new StoreIdentity
        {
            Id = Guid.NewGuid(),
            CreatedAt = time.GetUtcNow(),
            UnindexedEvents = await context.Events.MaxAsync(stored => (long?)stored.Id) ?? 0,
        };
        context.Identity.Add(identity);
        await context.SaveChangesAsync();
        return identity.Id;
    }
}
