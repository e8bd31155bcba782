using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Dixa.Webhooks.Admin.Domain.Signing;

/// <summary>
/// Signs a payload as Dixa's guide says: HMAC-SHA256 over <c>timestamp + "." + body</c>, keyed with the
/// hex-decoded verification secret, written as <c>t=&lt;Unix milliseconds&gt;,v1=&lt;64 lower-case hex digits&gt;</c>.
/// </summary>
[SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The one place where the raw algorithm belongs.")]
public static class DixaSignature
{
    public const string HeaderName = "X-DIXA-SIGNATURE";

    private const int LongestTimestamp = 20;

    /// <summary>The header's value for one attempt.</summary>
    /// <param name="key">The secret's 32 bytes, not its hex text.</param>
    /// <param name="signedAt">The attempt's own time; each attempt is signed afresh.</param>
    /// <param name="body">The exact bytes that are sent.</param>
    public static string Create(ReadOnlySpan<byte> key, DateTimeOffset signedAt, ReadOnlySpan<byte> body)
    {
        var timestamp = signedAt.ToUnixTimeMilliseconds();
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var message = ArrayPool<byte>.Shared.Rent(LongestTimestamp + 1 + body.Length);
        try
        {
            Utf8Formatter.TryFormat(timestamp, message, out var digits);
            message[digits] = (byte)'.';
            body.CopyTo(message.AsSpan(digits + 1));
            HMACSHA256.HashData(key, message.AsSpan(0, digits + 1 + body.Length), hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }

        return string.Create(CultureInfo.InvariantCulture, $"t={timestamp},v1={Convert.ToHexStringLower(hash)}");
    }
}
