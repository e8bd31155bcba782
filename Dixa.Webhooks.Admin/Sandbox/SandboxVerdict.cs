using System.Security.Cryptography;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>Whether a signature is valid, from a receiver's view.</summary>
/// <param name="IsValid">Null if it could not be checked.</param>
/// <param name="Reason">Why it is invalid or unchecked, as a sentence; null if it is valid.</param>
public sealed record SandboxVerdict(bool? IsValid, string? Reason)
{
    public static SandboxVerdict Unchecked(string reason) => new(null, reason);

    /// <summary>Checks a request's signature. If there are several <c>v1</c> values, any match is enough.</summary>
    public static SandboxVerdict Of(string? header, VerificationSecret secret, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(header))
        {
            return Invalid($"There is no {DixaSignature.HeaderName} header.");
        }

        if (SignatureHeader.Read(header, out _) is not { } parts)
        {
            return Invalid("The header must have the form t=<Unix milliseconds>,v1=<64 lower-case hex digits>, with a second v1 while two secrets are active.");
        }

        var expected = Encoding.ASCII.GetBytes(DixaSignature.Digest(secret.Key, $"{parts.Time}.", body));
        return parts.Signatures.Any(v1 => CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(v1)))
            ? new SandboxVerdict(true, null)
            : Invalid("The signature does not match this body, this time and the webhook's current secret.");
    }

    private static SandboxVerdict Invalid(string reason) => new(false, reason);
}
