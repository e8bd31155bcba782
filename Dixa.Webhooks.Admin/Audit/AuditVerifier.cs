using System.Security.Cryptography;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Audit;

/// <summary>Checks the audit log's chain of hashes, also while the application is running.</summary>
public sealed class AuditVerifier(IDbContextFactory<WebhooksDbContext> contexts)
{
    private const int MaxTries = 3;

    public async Task<AuditVerdict> RunAsync(CancellationToken cancel = default)
    {
        for (var tries = 1; ; tries++)
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            StoredAuditChain? chain;
            try
            {
                chain = await AuditChain.ReadAsync(context, cancel);
            }
            catch (CryptographicException)
            {
                return new AuditVerdict.NoChain("The key of the audit log cannot be decrypted. It was changed, or the keys in Storage:KeyRingPath belong to another store.");
            }

            if (chain is null)
            {
                return await context.AuditRows.AnyAsync(cancel)
                    ? new AuditVerdict.NoChain("The audit log has rows but no chain. Start the application once if it has not been started since an upgrade; otherwise the chain was deleted.")
                    : await context.SettingHashes.AnyAsync(cancel) || await context.Subscriptions.AnyAsync(cancel)
                    ? new AuditVerdict.NoChain("The audit log has neither rows nor a chain, although the application was used: both were deleted.")
                    : new AuditVerdict.Intact(1, 0);
            }

            if (!chain.EndsHash.SequenceEqual(AuditHash.OfEnds(chain.Key, chain.FirstId, chain.Anchor, chain.LastId, chain.LastHash)))
            {
                return new AuditVerdict.NoChain($"The stored ends of the audit log (rows {chain.FirstId} to {chain.LastId}) were changed.");
            }

            var broken = await FirstBrokenAsync(context, chain, cancel) ?? await AddedAfterAsync(context, cancel);
            if (broken is null)
            {
                return new AuditVerdict.Intact(chain.FirstId, chain.LastId);
            }

            // Old rows may have been purged in the meantime.
            if (tries == MaxTries || await AuditChain.ReadAsync(context, cancel) is not { } later || later.FirstId == chain.FirstId)
            {
                return broken;
            }
        }
    }

    private static async Task<AuditVerdict.Broken?> FirstBrokenAsync(WebhooksDbContext context, StoredAuditChain chain, CancellationToken cancel)
    {
        if (await context.AuditRows.Where(row => row.Id < chain.FirstId).MinAsync(row => (long?)row.Id, cancel) is { } before)
        {
            return new AuditVerdict.Broken(before, "was inserted");
        }

        var (id, hash) = (chain.FirstId, chain.Anchor);
        while (id <= chain.LastId)
        {
            var batch = await AuditChain.NextAsync(context, id - 1, cancel);
            foreach (var row in batch.TakeWhile(row => row.Id <= chain.LastId))
            {
                if (row.Id != id)
                {
                    return new AuditVerdict.Broken(id, "was removed");
                }

                hash = AuditHash.Of(chain.Key, hash, row);
                if (row.Hash is null || !CryptographicOperations.FixedTimeEquals(hash, row.Hash))
                {
                    return new AuditVerdict.Broken(id, "was changed, inserted or moved");
                }

                id++;
            }

            if (batch.Count == 0 || batch[^1].Id > chain.LastId)
            {
                break;
            }
        }

        return id <= chain.LastId ? new AuditVerdict.Broken(id, "was removed")
            : !hash.SequenceEqual(chain.LastHash) ? new AuditVerdict.Broken(chain.LastId, "was changed, inserted or moved")
            : null;
    }

    /// <summary>Rows after the end of the chain. The application adds a row and moves the end in one commit, so the end is read after the row.</summary>
    private static async Task<AuditVerdict.Broken?> AddedAfterAsync(WebhooksDbContext context, CancellationToken cancel)
    {
        var newest = await context.AuditRows.MaxAsync(row => (long?)row.Id, cancel) ?? 0;
        if (await AuditChain.ReadAsync(context, cancel) is not { } chain || newest <= chain.LastId)
        {
            return null;
        }

        return new AuditVerdict.Broken(await context.AuditRows.Where(row => row.Id > chain.LastId).MinAsync(row => row.Id, cancel), "was inserted");
    }
}
