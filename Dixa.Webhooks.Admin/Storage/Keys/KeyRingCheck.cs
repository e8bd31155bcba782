using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Storage.Keys;

/// <summary>The keys that seal what is secret in the database.</summary>
internal sealed class KeyRingCheck(KeyLocation place, StoreDialect dialect, IDataProtectionProvider protection, IDbContextFactory<WebhooksDbContext> contexts)
{
    /// <summary>
    /// Tries the keys. Where none is found a new one is made in silence, so only a secret that is already stored tells
    /// whether these are the keys that belong to the database.
    /// </summary>
    /// <exception cref="StoreUnavailableException">They do not open what is stored, or no key can be made.</exception>
    public async Task TryAsync()
    {
        try
        {
            await OpenNewestSecretAsync();
        }
        catch (CryptographicException error)
        {
            throw new StoreUnavailableException(
                $"Storage:KeyRingPath: the keys in {place.Name} do not open the secrets in {dialect.Name}. "
                + "Put back the keys that belong to it, or name their folder with Storage:KeyRingPath.",
                error);
        }

        try
        {
            protection.CreateProtector(nameof(KeyRingCheck)).Protect([]);
        }
        catch (CryptographicException error)
        {
            throw new StoreUnavailableException(
                $"Storage:KeyRingPath: there is no key in {place.Name}, and none can be made. {error.InnerException?.Message} Name a folder that this process may write to.", error);
        }
    }

    private async Task OpenNewestSecretAsync()
    {
        await using var context = await contexts.CreateDbContextAsync();
        await context.Subscriptions.AsNoTracking().OrderByDescending(webhook => webhook.CreatedAt).Select(webhook => webhook.Secret).FirstOrDefaultAsync();
    }
}
