using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>Validates custom headers' names and values. This is the only list of reserved names.</summary>
public static class HeaderRules
{
    public const int MaxNameLength = 200;
    public const int MaxValueBytes = 4_096;
    public const int MaxHeaders = 50;

    private const string ReservedPrefix = "X-DIXA-";

    // RFC 9110, section 5.6.2: the characters of a token.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // Headers that the sender sets itself, and transport headers (RFC 9110, section 7.6.1).
    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(
        [
            "Connection", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Length", "Content-Location", "Content-MD5", "Content-Range",
            "Content-Type", "Expect", "Expires", "Host", "HTTP2-Settings", "Keep-Alive", "Last-Modified", "Allow", "Proxy-Authenticate", "Proxy-Authorization",
            "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the sender sets this header itself. CGI, WSGI and PHP receivers treat <c>_</c> as <c>-</c>, so both are equal here.</summary>
    public static bool IsReserved(string name) => IsReservedSpelling(name.Replace('_', '-'));

    /// <summary>Whether the text is a syntactically valid header name, reserved or not.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= MaxNameLength && !name.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>Returns what is wrong with a name and what is allowed, or null.</summary>
    public static string? NameError(string name) => name switch
    {
        "" => "Enter the header's name, for example X-Api-Key.",
        { Length: > MaxNameLength } => $"The name must be at most {MaxNameLength} characters (it has {name.Length}).",
        _ when InvisibleText.Error(name, "The name") is { } invisible => invisible,
        _ when name.AsSpan().ContainsAnyExcept(TokenCharacters) => "The name can contain only letters, digits and ! # $ % & ' * + - . ^ _ ` | ~, without spaces.",
        _ when IsReserved(name) && name.Contains('_', StringComparison.Ordinal) =>
            $"{name} is set by the sender and cannot be overridden, because receivers may read it as {name.Replace('_', '-')}. Choose another name.",
        _ when IsReserved(name) => $"{name} is set by the sender and cannot be overridden. Choose another name.",
        _ => null,
    };

    /// <summary>Returns what is wrong with a value and what is allowed, or null. <paramref name="what"/> starts the sentence, for example "The value".</summary>
    public static string? ValueError(string value, string what = "The value")
    {
        if (value.Any(char.IsControl))
        {
            return $"{what} must not contain control characters such as line breaks or tabs.";
        }

        if (!IsWellFormed(value))
        {
            return $"{what} contains an unpaired surrogate.";
        }

        var bytes = Encoding.UTF8.GetByteCount(value);
        return bytes > MaxValueBytes ? $"{what} must be at most {MaxValueBytes:N0} bytes (it has {bytes:N0})." : null;
    }

    private static bool IsReservedSpelling(string name) =>
        Reserved.Contains(name) || name.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the text has no unpaired surrogates, so that it can be encoded in UTF-8.</summary>
    public static bool IsWellFormed(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(value[i]))
            {
                return false;
            }
        }

        return true;
    }
}
