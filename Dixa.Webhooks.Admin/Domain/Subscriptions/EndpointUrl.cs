using System.Diagnostics.CodeAnalysis;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>
/// The address a webhook posts to: absolute, http or https, without user name or password, at most 2,000 characters.
/// The text is kept as it was typed, without spaces and invisible characters around it.
/// </summary>
public sealed record EndpointUrl
{
    public const int MaxLength = 2_000;

    private EndpointUrl(string text, Uri uri) => (Text, Uri) = (text, uri);

    public string Text { get; }

    public Uri Uri { get; }

    /// <summary>Reads an address, or says in <paramref name="problem"/> what is wrong and what is allowed.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EndpointUrl? url, [NotNullWhen(false)] out string? problem)
    {
        url = null;
        var trimmed = InvisibleText.Trim(text);
        problem = Problem(trimmed, out var uri);
        if (problem is not null)
        {
            return false;
        }

        url = new EndpointUrl(trimmed, uri!);
        return true;
    }

    /// <summary>Reads an address that was stored. One that an earlier version accepted stays readable, so that its webhook can be shown and corrected.</summary>
    public static EndpointUrl Stored(string text) =>
        TryParse(text, out var url, out var problem) ? url
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) ? new EndpointUrl(text, uri)
        : throw new InvalidOperationException($"A stored URL is not valid. {problem}");

    public override string ToString() => Text;

    private static string? Problem(string text, out Uri? uri)
    {
        uri = null;
        return text switch
        {
            "" => "Enter the address to post to, for example https://example.com/webhooks.",
            { Length: > MaxLength } => $"The address has {text.Length:N0} characters; at most {MaxLength:N0} are allowed.",
            _ when InvisibleText.Problem(text, "The address") is { } invisible => invisible,
            _ when text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) => "The address must not contain spaces or control characters.",
            _ when !Uri.TryCreate(text, UriKind.Absolute, out uri) || !IsHttp(uri) || uri.Host.Length == 0
                => "Enter a full address that starts with https:// or http://.",
            _ when uri.UserInfo.Length > 0 => "The address must not contain a user name or password; use Headers for authorization.",
            _ => null,
        };
    }

    private static bool IsHttp(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp;
}
