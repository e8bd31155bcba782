using System.Security.Cryptography;
using Dixa.Webhooks.Admin.Storage.Failures;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Keys;

/// <summary>Checks the keys that encrypt the secrets in the database.</summary>
internal sealed class KeyRingCheck(KeyLocation place, StoreDialect dialect, IDataProtectionProvider protection, IDbContextFactory<WebhooksDbContext> contexts)
{
    /// <summary>
    /// Decrypts a stored secret, and encrypts with the current key. Data Protection silently creates a new key if it finds none, so only an
    /// existing secret shows whether these keys belong to the database.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The keys do not decrypt the stored secrets, or no key can be created.</exception>
    public async Task TryAsync()
    {
        await DecryptAsync();
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
    /// <exception cref="StoreUnavailableException">The keys do not decrypt the stored secrets.</exception>
    public async Task DecryptAsync()
    {
        try
        {
            await DecryptNewestSecretAsync();
        }
        catch (CryptographicException error)
        {
            throw new StoreUnavailableException(
                $"Storage:KeyRingPath: the keys in {place.Name} do not decrypt the secrets in {dialect.Name}. "
                + "Restore the keys of that database, or set Storage:KeyRingPath to their folder.",
                error);
        }
    }

    private async Task DecryptNewestSecretAsync()
    {
        await using var context = await contexts.CreateDbContextAsync();
        await context.Subscriptions.AsNoTracking().OrderByDescending(webhook => webhook.CreatedAt).Select(webhook => webhook.Secret).FirstOrDefaultAsync();
    }
}
