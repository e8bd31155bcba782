using System.Security.Cryptography;
using System.Xml;
using Dixa.Webhooks.Admin.Storage.Failures;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Storage.Keys;

/// <summary>Checks the keys that encrypt the secrets in the database.</summary>
internal sealed class KeyRingCheck(
    KeyLocation place, StoreDialect dialect, IDataProtectionProvider protection, IOptions<KeyManagementOptions> keys, IDbContextFactory<WebhooksDbContext> contexts)
{
    /// <summary>
    /// Decrypts a stored secret, and encrypts with the current key, which creates the first one. Data Protection silently creates a new key if it finds
    /// none, so only an existing secret shows whether these keys belong to the database. Until that is known, no key is created: it would look like one
    /// of this store.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The keys do not decrypt the stored secrets, or no key can be created.</exception>
    public async Task TryAsync()
    {
        var repository = (KeyRepository)keys.Value.XmlRepository!;
        repository.RefusesNewKeys = true;
        try
        {
            await DecryptAsync();
        }
        finally
        {
            repository.RefusesNewKeys = false;
        }

        try
        {
            protection.CreateProtector(nameof(KeyRingCheck)).Protect([]);
        }
        catch (CryptographicException error)
        {
            throw new StoreUnavailableException(
                $"Storage:KeyRingPath: there is no key in {place.Name}, and none can be created. {error.InnerException?.Message} Set it to a folder that this process can write to.", error);
        }
    }

    /// <summary>Decrypts a stored secret. Changes nothing.</summary>
    /// <exception cref="StoreUnavailableException">The keys cannot be read, or do not decrypt the stored secrets.</exception>
    public async Task DecryptAsync()
    {
        try
        {
            await DecryptNewestSecretAsync();
        }
        catch (Exception error) when (Unreadable(error) is { } unreadable)
        {
            throw new StoreUnavailableException(
                $"Storage:KeyRingPath: the keys in {place.Name} cannot be read. {unreadable.Message} Make this process's user their owner, or restore the keys from a backup.", error);
        }
        catch (CryptographicException error)
        {
            throw new StoreUnavailableException(
                $"Storage:KeyRingPath: the keys in {place.Name} do not decrypt the secrets in {dialect.Name}. "
                + "Restore the keys of that database, or set Storage:KeyRingPath to their folder.",
                error);
        }
    }

    /// <summary>What prevents that the keys are read: their permissions, the disk, or their content.</summary>
    private static Exception? Unreadable(Exception? error)
    {
        while (error is not (null or UnauthorizedAccessException or IOException or XmlException))
        {
            error = error.InnerException;
        }

        return error;
    }

    /// <summary>Of the webhooks, and of the audit log, which has one even without webhooks.</summary>
    private async Task DecryptNewestSecretAsync()
    {
        await using var context = await contexts.CreateDbContextAsync();
        await context.AuditChain.AsNoTracking().Select(chain => chain.Key).ToListAsync();
        await context.Subscriptions.AsNoTracking().OrderByDescending(webhook => webhook.CreatedAt).Select(webhook => webhook.Secret).FirstOrDefaultAsync();
    }
}
