using Microsoft.AspNetCore.DataProtection;

namespace Dixa.Webhooks.Admin.Privacy;

/// <summary>Encrypts what identifies a person while the erasure runs, so that it can continue after a restart.</summary>
public sealed class ErasureSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Dixa.Webhooks.Admin.Privacy.Erasure");

    public string Protect(string value) => _protector.Protect(value);

    /// <exception cref="System.Security.Cryptography.CryptographicException">The key is lost.</exception>
    public string Unprotect(string value) => _protector.Unprotect(value);
}
