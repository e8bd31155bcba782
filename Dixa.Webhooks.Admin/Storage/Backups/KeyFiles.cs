using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Dixa.Webhooks.Admin.Storage.Backups;

/// <summary>The files of a key ring.</summary>
internal static class KeyFiles
{
    public static IReadOnlyList<string> In(string folder) => Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal)] : [];

    /// <summary>Whether the keys of a folder decrypt everything. Creates no key.</summary>
    public static bool Decrypt(string folder, IReadOnlyList<string> encrypted)
    {
        if (encrypted.Count == 0)
        {
            return true;
        }

        if (In(folder).Count == 0)
        {
            return false;
        }

        try
        {
            var protector = DataProtectionProvider
                .Create(new DirectoryInfo(folder), keys => keys.SetApplicationName(StorageSetup.ApplicationName).DisableAutomaticKeyGeneration())
                .CreateProtector(WebhooksDbContext.Purpose);
            foreach (var text in encrypted)
            {
                protector.Unprotect(text);
            }

            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
