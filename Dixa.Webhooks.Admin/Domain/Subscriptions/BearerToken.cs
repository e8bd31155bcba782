using System.Globalization;
using System.Text;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>
/// Cleans and validates tokens for <c>Authorization: Bearer</c>. People often paste them with the word Bearer, the whole header line,
/// or invisible characters. Only the token itself is stored and sent.
/// </summary>
public static class BearerToken
{
    private const string Scheme = "Bearer";

    /// <summary>The first characters of a long token identify it and reveal little.</summary>
    private const int ShownCharacters = 4;
    private const int MinLengthToShow = 16;

    /// <summary>Returns only the token.</summary>
    public static string Clean(string typed)
    {
        for (var text = InvisibleText.Trim(typed); ;)
        {
            var shorter = WithoutWord(WithoutHeaderName(text));
            if (shorter.Length == text.Length)
            {
                return text;
            }

            text = shorter;
        }
    }

    /// <summary>Whether more than the token was entered, which <see cref="Clean"/> removes.</summary>
    public static bool HasScheme(string typed) => Clean(typed) != InvisibleText.Trim(typed);

    /// <summary>Returns what is wrong with a cleaned token and what is allowed; null if it is valid. The message never quotes the token.</summary>
    public static string? Error(string token) => token switch
    {
        "" => "Enter the token.",
        _ when token.Equals(Scheme, StringComparison.OrdinalIgnoreCase) => "Enter the token that follows Bearer.",
        _ when IsOf("Basic", token) => "This is a Basic credential, not a token. Choose Basic authorization and enter the user name and the password.",
        _ when HeaderRules.ValueError(token, "The token") is { } error => error,
        _ when InvisibleText.Error(token, "The token") is { } error => error,
        _ when token.Any(char.IsWhiteSpace) =>
            "The token must not contain spaces. To use a scheme other than Bearer, choose no authorization and add a header named Authorization.",
        _ => NotAscii(token),
    };

    /// <summary>Previews the header with most of the token hidden; null if the token is invalid.</summary>
    public static string? Preview(string typed)
    {
        var token = Clean(typed);
        return typed == Mask.Text || Error(token) is not null
            ? null
            : $"{EndpointAuthorization.HeaderName}: {Scheme} {(token.Length >= MinLengthToShow ? token[..ShownCharacters] : "")}…";
    }

    private static string WithoutHeaderName(string text) =>
        text.StartsWith(EndpointAuthorization.HeaderName, StringComparison.OrdinalIgnoreCase)
        && text[EndpointAuthorization.HeaderName.Length..].TrimStart() is [':', .. var value]
            ? InvisibleText.Trim(value)
            : text;

    private static string WithoutWord(string text) => IsOf(Scheme, text) ? InvisibleText.Trim(text[Scheme.Length..]) : text;

    /// <summary>Whether the text starts with this scheme followed by a space and a value.</summary>
    private static bool IsOf(string scheme, string text) =>
        text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
        && text[scheme.Length..] is { Length: > 0 } rest
        && InvisibleText.Trim(rest).Length < rest.Length;

    private static string? NotAscii(string token)
    {
        var position = 1;
        foreach (var rune in token.EnumerateRunes())
        {
            if (!rune.IsAscii)
            {
                return string.Create(CultureInfo.InvariantCulture, $"The token contains a character that is not ASCII (U+{rune.Value:X4}) at position {position}. A Bearer token must be ASCII.");
            }

            position++;
        }

        return null;
    }
}
