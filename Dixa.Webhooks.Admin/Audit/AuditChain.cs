using System.Security.Cryptography;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Audit;

/// <summary>The chain of hashes in the store. Every change of it happens under its lock, in the caller's transaction.</summary>
internal static class AuditChain
{
    private const int BatchSize = 500;

    /// <summary>Locks the chain until the end of the transaction, and reads it. The first call creates it.</summary>
    public static async Task<StoredAuditChain> LockAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        await context.LockAuditAsync(cancel);
        return await ReadAsync(context, cancel) ?? await CreateAsync(context, cancel);
    }

    /// <summary>Null if the application has never written to this store.</summary>
    public static Task<StoredAuditChain?> ReadAsync(WebhooksDbContext context, CancellationToken cancel) => context.AuditChain.AsNoTracking().SingleOrDefaultAsync(cancel);

    public static async Task UpdateAsync(WebhooksDbContext context, StoredAuditChain chain, CancellationToken cancel)
    {
        var (firstId, anchor, lastId, lastHash, endsHash) = (chain.FirstId, chain.Anchor, chain.LastId, chain.LastHash, chain.EndsHash);
        await context.AuditChain.ExecuteUpdateAsync(
            row => row
                .SetProperty(column => column.FirstId, firstId)
                .SetProperty(column => column.Anchor, anchor)
                .SetProperty(column => column.LastId, lastId)
                .SetProperty(column => column.LastHash, lastHash)
                .SetProperty(column => column.EndsHash, endsHash),
            cancel);
    }

    /// <summary>
    /// Creates the key, and seals the rows that a migration left without a hash, in their order. A row that already has a hash is not changed: someone
    /// has deleted the chain, and the verification must fail.
    /// </summary>
    private static async Task<StoredAuditChain> CreateAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        var (key, hash) = (RandomNumberGenerator.GetBytes(AuditHash.Length), AuditHash.None);
        var first = await context.AuditRows.MinAsync(row => (long?)row.Id, cancel) ?? 1;
        var last = first - 1;
        while (await NextAsync(context, last, cancel) is { Count: > 0 } batch)
        {
            foreach (var row in batch)
            {
                var sealing = row.Hash is null ? AuditHash.Of(key, hash, row) : row.Hash;
                await context.AuditRows.Where(stored => stored.Id == row.Id && stored.Hash == null).ExecuteUpdateAsync(stored => stored.SetProperty(column => column.Hash, sealing), cancel);
                (last, hash) = (row.Id, sealing);
            }
        }

        var chain = new StoredAuditChain
        {
            Key = key,
            FirstId = first,
            Anchor = AuditHash.None,
            LastId = last,
            LastHash = hash,
            EndsHash = AuditHash.OfEnds(key, first, AuditHash.None, last, hash),
        };
        context.AuditChain.Add(chain);
        await context.SaveChangesAsync(cancel);
        context.Entry(chain).State = EntityState.Detached;
        return chain;
    }

    /// <summary>The next rows in the order of the chain.</summary>
    public static Task<List<AuditRow>> NextAsync(WebhooksDbContext context, long after, CancellationToken cancel) =>
        context.AuditRows.AsNoTracking().Where(row => row.Id > after).OrderBy(row => row.Id).Take(BatchSize).ToListAsync(cancel);
}
