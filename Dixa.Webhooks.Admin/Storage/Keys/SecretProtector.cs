using System.Collections.Concurrent;
using Microsoft.AspNetCore.DataProtection;

namespace Dixa.Webhooks.Admin.Storage.Keys;

/// <summary>
/// Encrypts the secrets of webhooks. Remembers what it has decrypted, because decrypting takes about 25 µs, and a list of a thousand webhooks has three
/// thousand secrets. The lanes of enabled webhooks have the same secrets in memory anyway.
/// </summary>
internal sealed class SecretProtector(IDataProtector protector)
{
    private const int MaxRemembered = 20_000;

    private readonly ConcurrentDictionary<string, string> _decrypted = new(StringComparer.Ordinal);

    public string Protect(string text) => protector.Protect(text);

    /// <exception cref="System.Security.Cryptography.CryptographicException">The keys belong to another store, or the text was changed.</exception>
    public string Unprotect(string text)
    {
        if (_decrypted.TryGetValue(text, out var known))
        {
            return known;
        }

        if (_decrypted.Count >= MaxRemembered)
        {
            _decrypted.Clear();
        }

        return _decrypted.GetOrAdd(text, protector.Unprotect(text));
    }
}
