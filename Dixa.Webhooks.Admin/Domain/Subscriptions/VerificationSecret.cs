using System.Security.Cryptography;
using Dixa.Webhooks.Admin.Domain.Signing;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>
/// The secret for verifying signatures: 32 random bytes, shown as 64 lower-case hex digits.
/// <see cref="ToString"/> hides it; <see cref="Reveal"/> returns it.
/// </summary>
public sealed class VerificationSecret
{
    public const int Bytes = 32;

    private readonly byte[] _key;

    private VerificationSecret(byte[] key) => (_key, Hash) = (key, new KeyedHash(key));

    /// <summary>The key of the HMAC: the decoded bytes, not the hex text.</summary>
    public ReadOnlySpan<byte> Key => _key;

    internal KeyedHash Hash { get; }

    public static VerificationSecret Generate() => new(RandomNumberGenerator.GetBytes(Bytes));

    /// <exception cref="FormatException">The text is not 64 hex digits. The message does not repeat it.</exception>
    public static VerificationSecret Parse(string hex)
    {
        if (hex.Length != Bytes * 2 || !hex.All(char.IsAsciiHexDigit))
        {
            throw new FormatException($"A verification secret is {Bytes * 2} hex digits.");
        }

        return new VerificationSecret(Convert.FromHexString(hex));
    }

    /// <summary>The 64 lower-case hex digits.</summary>
    public string Reveal() => Convert.ToHexStringLower(_key);

    public override string ToString() => Mask.Text;
}
