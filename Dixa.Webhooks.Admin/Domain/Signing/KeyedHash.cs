using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Dixa.Webhooks.Admin.Domain.Signing;

/// <summary>
/// HMAC-SHA256 with one key, for many messages: what the algorithm prepares for a key is kept from one message to the next,
/// which is half of its work on a webhook's payload. Used by any number of threads.
/// </summary>
/// <param name="key">The key's bytes. They must not change.</param>
[SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The one place where the raw algorithm belongs.")]
internal sealed class KeyedHash(byte[] key)
{
    private HMACSHA256? _idle;

    /// <summary>Writes the 32 bytes of a message's hash.</summary>
    public void Compute(ReadOnlySpan<byte> message, Span<byte> hash)
    {
        var hmac = Interlocked.Exchange(ref _idle, null) ?? new HMACSHA256(key);
        if (!hmac.TryComputeHash(message, hash, out _))
        {
            throw new ArgumentException("There must be room for 32 bytes.", nameof(hash));
        }

        if (Interlocked.CompareExchange(ref _idle, hmac, null) is not null)
        {
            hmac.Dispose();
        }
    }
}
