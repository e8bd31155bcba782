using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Domain.Signing;

/// <summary>
/// Signs a payload as Dixa's guide says: HMAC-SHA256 over <c>timestamp + "." + body</c>, keyed with the
/// hex-decoded verification secret, written as <c>t=&lt;Unix milliseconds&gt;,v1=&lt;64 lower-case hex digits&gt;</c>. While two secrets sign there is a second <c>,v1=…</c>.
/// </summary>
[SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The one place where the raw algorithm belongs.")]
public static class DixaSignature
{
    public const string HeaderName = "X-DIXA-SIGNATURE";

    private const int LongestTimestamp = 20;

    /// <summary>
    /// The header's value for one attempt: a <c>v1</c> of the webhook's secret, and while the one of before a rotation signs too, its <c>v1</c> first.
    /// <para>
    /// The old one's comes first for the sake of receivers that read only the first <c>v1</c> there is: they have the old secret
    /// when the overlap begins, and go on with it until it ends. Were the new one's first, every request would be refused from the rotation on,
    /// which is what an overlap is to prevent. Whoever accepts any that fits, as the guide asks for, does not mind either way.
    /// </para>
    /// </summary>
    /// <param name="secrets">The webhook's. Which of them sign is decided by the attempt's time.</param>
    /// <param name="signedAt">The attempt's own time; each attempt is signed afresh.</param>
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

    /// <summary>The header's value where one secret signs.</summary>
    /// <param name="key">The secret's 32 bytes, not its hex text.</param>
    /// <param name="signedAt">The attempt's own time; each attempt is signed afresh.</param>
    /// <param name="body">The exact bytes that are sent.</param>
    public static string Create(ReadOnlySpan<byte> key, DateTimeOffset signedAt, ReadOnlySpan<byte> body)
    {
        var timestamp = signedAt.ToUnixTimeMilliseconds();
        using var message = new Message(timestamp, body);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, message.Bytes, hash);
        return Header(timestamp, hash);
    }

    /// <summary>What <c>v1</c> would be if this key and this text before the body had been used, be it rightly or not.</summary>
    /// <param name="key">Any key.</param>
    /// <param name="before">What is signed before the body; of a right signature the time as digits, and a dot.</param>
    /// <param name="body">The exact bytes.</param>
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

    /// <summary>What is signed: something before the body, and the body.</summary>
    private readonly ref struct Message : IDisposable
    {
        private readonly byte[] _rented;
        private readonly int _length;

        /// <summary>As the guide says: the time as digits, and a dot.</summary>
        public Message(long timestamp, ReadOnlySpan<byte> body)
        {
            Span<byte> before = stackalloc byte[LongestTimestamp + 1];
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
