using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Dixa.Webhooks.Admin.Domain.Signing;

/// <summary>
/// HMAC-SHA256 with one key for many messages. It reuses the prepared key, which is half of the work for a webhook's payload.
/// Thread-safe. The key's bytes must not change.
/// </summary>
[SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "One of the two places that use the raw algorithm.")]
internal sealed class KeyedHash(byte[] key)
{
    private HMACSHA256? _idle;

    /// <summary>Writes the 32 bytes of a message's hash.</summary>
    public void Compute(ReadOnlySpan<byte> message, Span<byte> hash)
    {
        var hmac = Interlocked.Exchange(ref _idle, null) ?? new HMACSHA256(key);
        if (!hmac.TryComputeHash(message, hash, out _))
        {
            throw new ArgumentException("The hash must have 32 bytes.", nameof(hash));
        }

        if (Interlocked.CompareExchange(ref _idle, hmac, null) is not null)
        {
            hmac.Dispose();
        }
    }
}
