using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Operations.Bundle;

/// <summary>
/// Masks everything that a support bundle must not have: known secrets, credentials of any kind, e-mail addresses, and the paths and queries of URLs,
/// which often have tokens in them. The log has none of these by rule; this makes sure.
/// </summary>
public sealed partial class BundleMask
{
    private const string Email = "[e-mail]";

    /// <summary>A shorter value is a flag rather than a secret, and replacing it would make the text unreadable.</summary>
    private const int MinLength = 4;

    private readonly string[] _secrets;

    public BundleMask(IEnumerable<string> secrets) => _secrets =
    [
        .. secrets.Select(secret => secret.Trim()).Where(secret => secret.Length >= MinLength && secret != Mask.Text)
            .SelectMany(Forms).Distinct(StringComparer.Ordinal)

            // A secret can contain another one.
            .OrderByDescending(secret => secret.Length),
    ];

    public string Hide(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Mask.Text, StringComparison.OrdinalIgnoreCase);
        }

        text = Credentials().Replace(text, $"$1 {Mask.Text}");
        text = HexKeys().Replace(text, Mask.Text);
        text = Urls().Replace(text, url => url.Groups["rest"].Length > 0 ? $"{url.Groups["scheme"]}{url.Groups["host"]}/…" : $"{url.Groups["scheme"]}{url.Groups["host"]}");
        return Emails().Replace(text, Email);
    }

    /// <summary>A value as it appears in text, JSON and URLs.</summary>
    private static IEnumerable<string> Forms(string secret) =>
        [secret, JsonEncodedText.Encode(secret).ToString(), JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), Uri.EscapeDataString(secret)];

    [GeneratedRegex(@"\b(Bearer|Basic)\s+[A-Za-z0-9+/=._~-]{6,}", RegexOptions.IgnoreCase)]
    private static partial Regex Credentials();

    /// <summary>Secrets of webhooks, also of removed ones.</summary>
    [GeneratedRegex(@"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])")]
    private static partial Regex HexKeys();

    [GeneratedRegex(@"(?<scheme>\b[a-z][a-z0-9+.-]*://)(?:[^\s/@""']*@)?(?<host>[^\s/?#""'<>)\]};,]+\]?(?::\d+)?)(?<rest>[/?#][^\s""'<>]*)?", RegexOptions.IgnoreCase)]
    private static partial Regex Urls();

    [GeneratedRegex(@"[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+")]
    private static partial Regex Emails();
}
