using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>
/// A webhook's URL: absolute, http or https, without user name or password, at most 2,000 characters.
/// The text is kept as entered, except for spaces and invisible characters at its ends.
/// </summary>
public sealed partial record EndpointUrl
{
    public const int MaxLength = 2_000;

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    // RFC 3986, section 2: reserved and unreserved characters, except # and those that belong only in the authority.
    private static readonly SearchValues<char> AllowedInPathAndQuery =
        SearchValues.Create("!$&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");

    private EndpointUrl(string text, Uri uri) => (Text, Uri, RequestUri) = (text, uri, Requested(text, uri));

    public string Text { get; }

    /// <summary>The URL in canonical form, in which <c>%7E</c> becomes <c>~</c> and <c>%2e%2e</c> leads to the parent folder.</summary>
    public Uri Uri { get; }

    /// <summary>
    /// The URL for requests: path and query as entered, because a receiver may sign them or distinguish <c>%2e%2e</c> from <c>..</c>.
    /// Only characters that are not allowed in URLs are escaped, and a fragment is removed.
    /// </summary>
    public Uri RequestUri { get; }

    /// <summary>Parses a URL. If it is invalid, <paramref name="error"/> says what is wrong and what is allowed.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EndpointUrl? url, [NotNullWhen(false)] out string? error)
    {
        url = null;
        var trimmed = InvisibleText.Trim(text);
        error = Error(trimmed, out var uri);
        if (error is not null)
        {
            return false;
        }

        url = new EndpointUrl(trimmed, uri!);
        return true;
    }

    /// <summary>Parses a stored URL. URLs that only earlier versions accepted can still be read, so that their webhooks can be shown and corrected.</summary>
    public static EndpointUrl Stored(string text) =>
        TryParse(text, out var url, out var error) ? url
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) ? new EndpointUrl(text, uri)
        : throw new InvalidOperationException($"A stored URL is invalid. {error}");

    public override string ToString() => Text;

    private static string? Error(string text, out Uri? uri)
    {
        uri = null;
        return text switch
        {
            "" => "Enter a URL, for example https://example.com/webhooks.",
            { Length: > MaxLength } => $"The URL must be at most {MaxLength:N0} characters (it has {text.Length:N0}).",
            _ when InvisibleText.Error(text, "The URL") is { } invisible => invisible,
            _ when text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) => "The URL must not contain spaces or control characters.",
            _ when HasBadPort(text) => "The URL's port must be between 1 and 65535.",
            _ when !Uri.TryCreate(text, UriKind.Absolute, out uri) || !IsHttp(uri) || uri.Host.Length == 0
                => "Enter a full URL that starts with https:// or http://.",
            _ when text.Contains('#', StringComparison.Ordinal) => "The URL must not contain a fragment (the part from #), because it is never sent.",
            _ when uri.UserInfo.Length > 0 => "The URL must not contain a user name or password. Use Headers for authorization.",
            _ => null,
        };
    }

    private static Uri Requested(string text, Uri uri)
    {
        const string separator = "://";
        var host = text.IndexOf(separator, StringComparison.Ordinal) + separator.Length;

        // Like browsers, Uri treats a backslash as a slash.
        if (host < separator.Length || text.Contains('\\', StringComparison.Ordinal))
        {
            return uri;
        }

        var end = text.IndexOfAny(['/', '?', '#'], host);
        var (authority, rest) = end < 0 ? (text, "") : (text[..end], text[end..]);
        var pathAndQuery = rest.Split('#')[0];
        var rooted = pathAndQuery.StartsWith('/') ? pathAndQuery : $"/{pathAndQuery}";
        return Uri.TryCreate(authority + Escape(rooted), AsWritten, out var requested) ? requested : uri;
    }

    /// <summary>Escapes characters that are not allowed in URLs, and keeps existing escapes.</summary>
    private static string Escape(string pathAndQuery)
    {
        var escaped = new StringBuilder(pathAndQuery.Length);
        for (var i = 0; i < pathAndQuery.Length;)
        {
            if (IsEscape(pathAndQuery.AsSpan(i)) || AllowedInPathAndQuery.Contains(pathAndQuery[i]))
            {
                escaped.Append(pathAndQuery[i++]);
                continue;
            }

            var length = char.IsSurrogatePair(pathAndQuery, i) ? 2 : 1;
            foreach (var part in Encoding.UTF8.GetBytes(pathAndQuery.Substring(i, length)))
            {
                escaped.Append('%').Append(part.ToString("X2", CultureInfo.InvariantCulture));
            }

            i += length;
        }

        return escaped.ToString();
    }

    private static bool IsEscape(ReadOnlySpan<char> text) => text is ['%', var high, var low, ..] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low);

    /// <summary>Whether this would be a URL without its port, which is a number that is too high.</summary>
    private static bool HasBadPort(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out _)
        && Port().Match(text) is { Success: true } match
        && Uri.TryCreate(text.Remove(match.Groups["port"].Index, match.Groups["port"].Length), UriKind.Absolute, out var other)
        && IsHttp(other);

    [GeneratedRegex(@"^[^/?#]+://[^/?#]*(?<port>:[0-9]+)(?=[/?#]|$)")]
    private static partial Regex Port();

    private static bool IsHttp(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp;
}
