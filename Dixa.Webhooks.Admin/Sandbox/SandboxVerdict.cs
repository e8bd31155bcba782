using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>Whether a signature is right, as a receiver finds it.</summary>
/// <param name="IsValid">Null when it could not be checked.</param>
/// <param name="Reason">Why it is not valid, as a sentence; null when it is.</param>
public sealed partial record SandboxVerdict(bool? IsValid, string? Reason)
{
    public static SandboxVerdict Unchecked(string reason) => new(null, reason);

    /// <summary>Checks a request's signature. Of several <c>v1</c>, one that fits is enough.</summary>
    /// <param name="header">The signature header's value; null when there was none.</param>
    /// <param name="secret">The webhook's.</param>
    /// <param name="body">The exact bytes that came.</param>
    public static SandboxVerdict Of(string? header, VerificationSecret secret, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(header))
        {
            return Wrong($"There is no {DixaSignature.HeaderName} header.");
        }

        if (Shape().Match(header) is not { Success: true } parts || !long.TryParse(parts.Groups["t"].Value, CultureInfo.InvariantCulture, out var t) || t > MaxMilliseconds)
        {
            return Wrong("The header is not of the form t=<Unix milliseconds>,v1=<64 lower-case hex digits>, with a further v1 while two secrets sign.");
        }

        var expected = Encoding.ASCII.GetBytes(DixaSignature.Digest(secret.Key, $"{parts.Groups["t"].Value}.", body));
        return parts.Groups["v1"].Captures.Any(v1 => CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(v1.Value)))
            ? new SandboxVerdict(true, null)
            : Wrong("It does not belong to this body, this time and this webhook's secret of today.");
    }

    private static long MaxMilliseconds { get; } = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private static SandboxVerdict Wrong(string reason) => new(false, reason);

    [GeneratedRegex("^t=(?<t>[0-9]{1,15})(?:,v1=(?<v1>[0-9a-f]{64}))+\\z")]
    private static partial Regex Shape();
}
