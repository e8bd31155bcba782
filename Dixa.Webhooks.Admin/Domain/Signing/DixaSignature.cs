using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Domain.Signing;

/// <summary>
/// Signs a payload according to Dixa's guide: HMAC-SHA256 over <c>timestamp + "." + body</c> with the hex-decoded verification secret
/// as the key, written as <c>t=&lt;Unix milliseconds&gt;,v1=&lt;64 lower-case hex digits&gt;</c>. While two secrets are active, there is a second <c>,v1=…</c>.
/// </summary>
[SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "One of the two places that use the raw algorithm.")]
public static class DixaSignature
{
    public const string HeaderName = "X-DIXA-SIGNATURE";

    private const int MaxTimestampLength = 20;

    /// <summary>
    /// Returns the header's value for one attempt: one <c>v1</c> with the current secret, preceded during an overlap by one with the previous secret.
    /// <para>
    /// The previous secret's comes first for receivers that read only the first <c>v1</c>: they have the old secret when the overlap starts, and
    /// keep working until it ends. With the new one first, they would reject every request from the rotation on, which the overlap is meant to
    /// prevent. Receivers that accept any match, as the guide requires, are not affected by the order.
    /// </para>
    /// </summary>
    /// <param name="secrets">The webhook's secrets. The attempt's time decides which ones sign.</param>
    /// <param name="signedAt">The attempt's time; each attempt has a new signature.</param>
    /// <param name="body">The exact bytes that are sent.</param>
    public static string Create(SigningSecrets secrets, DateTimeOffset signedAt, ReadOnlySpan<byte> body)
    {
        var timestamp = signedAt.ToUnixTimeMilliseconds();
        using var message = new Message(timestamp, body);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var previous = secrets.PreviousAt(signedAt);
        (previous ?? secrets.Current).Hash.Compute(message.Bytes, hash);
        var header = Header(timestamp, hash);
        if (previous is null)
        {
            return header;
        }

        secrets.Current.Hash.Compute(message.Bytes, hash);
        return $"{header},v1={Convert.ToHexStringLower(hash)}";
    }

    /// <summary>Returns the header's value with one secret.</summary>
    /// <param name="key">The secret's 32 bytes, not its hex text.</param>
    /// <param name="signedAt">The attempt's time; each attempt has a new signature.</param>
    /// <param name="body">The exact bytes that are sent.</param>
    public static string Create(ReadOnlySpan<byte> key, DateTimeOffset signedAt, ReadOnlySpan<byte> body)
    {
        var timestamp = signedAt.ToUnixTimeMilliseconds();
        using var message = new Message(timestamp, body);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, message.Bytes, hash);
        return Header(timestamp, hash);
    }

    /// <summary>Returns the <c>v1</c> for any key and any text before the body, to explain wrong signatures. Correct is the time as digits and a dot.</summary>
    internal static string Digest(ReadOnlySpan<byte> key, string before, ReadOnlySpan<byte> body)
    {
        using var message = new Message(Encoding.UTF8.GetBytes(before), body);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, message.Bytes, hash);
        return Convert.ToHexStringLower(hash);
    }

    private static string Header(long timestamp, ReadOnlySpan<byte> hash)
    {
        Span<char> digits = stackalloc char[2 * HMACSHA256.HashSizeInBytes];
        Convert.TryToHexStringLower(hash, digits, out _);
        return string.Create(CultureInfo.InvariantCulture, $"t={timestamp},v1={digits}");
    }

    /// <summary>The signed message: a prefix and the body.</summary>
    private readonly ref struct Message : IDisposable
    {
        private readonly byte[] _rented;
        private readonly int _length;

        /// <summary>Uses the guide's prefix: the time as digits and a dot.</summary>
        public Message(long timestamp, ReadOnlySpan<byte> body)
        {
            Span<byte> before = stackalloc byte[MaxTimestampLength + 1];
            Utf8Formatter.TryFormat(timestamp, before, out var digits);
            before[digits] = (byte)'.';
            (_rented, _length) = Rent(before[..(digits + 1)], body);
        }

        public Message(ReadOnlySpan<byte> before, ReadOnlySpan<byte> body) => (_rented, _length) = Rent(before, body);

        public ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, _length);

        public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);

        private static (byte[] Rented, int Length) Rent(ReadOnlySpan<byte> before, ReadOnlySpan<byte> body)
        {
            var rented = ArrayPool<byte>.Shared.Rent(before.Length + body.Length);
            before.CopyTo(rented);
            body.CopyTo(rented.AsSpan(before.Length));
            return (rented, before.Length + body.Length);
        }
    }
}
