using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Verifies a signature according to the guide, independent of the application's code.</summary>
public static partial class SignatureCheck
{
    public static SignatureVerdict Verdict(string? header, string? secret, byte[] body)
    {
        if (string.IsNullOrEmpty(header))
        {
            return SignatureVerdict.Missing;
        }

        if (secret is null)
        {
            return SignatureVerdict.NotChecked;
        }

        var parts = Shape().Match(header);
        if (!parts.Success)
        {
            return SignatureVerdict.Invalid;
        }

        using var hmac = new HMACSHA256(Convert.FromHexString(secret));
        byte[] message = [.. Encoding.ASCII.GetBytes(parts.Groups["t"].Value), (byte)'.', .. body];
        var expected = Convert.ToHexStringLower(hmac.ComputeHash(message));
        return parts.Groups["v1"].Captures.Any(v1 => v1.Value == expected) ? SignatureVerdict.Valid : SignatureVerdict.Invalid;
    }

    /// <summary>The number of signatures in a header: two while two secrets are active, otherwise one.</summary>
    public static int Signatures(string header) => Shape().Match(header).Groups["v1"].Captures.Count;

    /// <summary>The signing time in a header.</summary>
    public static DateTimeOffset SignedAt(string header) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(Shape().Match(header).Groups["t"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("^t=(?<t>[0-9]{1,19})(,v1=(?<v1>[0-9a-f]{64}))+\\z")]
    private static partial Regex Shape();
}
