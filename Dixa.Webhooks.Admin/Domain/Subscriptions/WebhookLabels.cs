using System.Globalization;
using System.Text;

namespace Dixa.Webhooks.Admin.Domain.Subscriptions;

/// <summary>Validates what people note about a webhook: its description, owner and tags. All of them are optional.</summary>
public static class WebhookLabels
{
    public const int MaxDescriptionLength = 500;
    public const int MaxOwnerLength = 100;
    public const int MaxTags = 10;
    public const int MaxTagLength = 30;

    /// <summary>The max length of all tags with the separators between them.</summary>
    public const int MaxTagsLength = (MaxTags * (MaxTagLength + 1)) - 1;

    /// <summary>Separates tags where they are one text. No tag contains it.</summary>
    public const char Separator = ',';

    /// <summary>The tags in a text, for example <c>crm, billing</c>.</summary>
    public static IReadOnlyList<string> Read(string text) => text.Split(Separator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The tags as one text, which <see cref="Read"/> reads.</summary>
    public static string Write(IReadOnlyList<string> tags) => string.Join(Separator, tags);

    /// <summary>A description without surrounding white space and with one kind of line break.</summary>
    public static string Clean(string description) => InvisibleText.Trim(description.ReplaceLineEndings("\n"));

    /// <summary>Tags without surrounding white space, each once regardless of case, and without empty ones.</summary>
    public static IReadOnlyList<string> Clean(IReadOnlyList<string> tags) =>
        [.. tags.Select(InvisibleText.Trim).Where(tag => tag.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Null if the description is allowed.</summary>
    public static string? DescriptionError(string description) => description switch
    {
        { Length: > MaxDescriptionLength } => TooLong("The description", MaxDescriptionLength, description),
        _ when description.Any(one => char.IsControl(one) && one != '\n') => "The description must not contain control characters except line breaks.",
        _ => TextError(description, "The description"),
    };

    /// <summary>Null if the owner is allowed.</summary>
    public static string? OwnerError(string owner) => owner switch
    {
        { Length: > MaxOwnerLength } => TooLong("The owner", MaxOwnerLength, owner),
        _ when owner.Any(char.IsControl) => "The owner must not contain control characters such as line breaks.",
        _ => TextError(owner, "The owner"),
    };

    /// <summary>Null if the tags are allowed.</summary>
    public static string? TagsError(IReadOnlyList<string> tags) => tags.Count > MaxTags
        ? $"There must be at most {MaxTags} tags (there are {tags.Count})."
        : tags.Select(TagError).FirstOrDefault(error => error is not null);

    private static string? TagError(string tag) => tag switch
    {
        { Length: > MaxTagLength } => string.Create(CultureInfo.InvariantCulture, $"A tag must be at most {MaxTagLength} characters (one has {tag.Length:N0})."),
        _ when !tag.EnumerateRunes().All(IsAllowed) => $"The tag {Printable(tag)} is not valid. A tag can contain letters, digits, spaces, hyphens, underscores, dots, colons and slashes.",
        _ => null,
    };

    private static bool IsAllowed(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark || (rune.IsAscii && (char)rune.Value is ' ' or '-' or '_' or '.' or ':' or '/');

    private static string Printable(string tag) => string.Concat(tag.EnumerateRunes().Select(rune => Rune.IsControl(rune) ? "?" : rune.ToString()));

    private static string? TextError(string text, string what) =>
        InvisibleText.ReadableError(text, what) ?? (HeaderRules.IsWellFormed(text) ? null : $"{what} contains an unpaired surrogate.");

    private static string TooLong(string what, int max, string text) => string.Create(CultureInfo.InvariantCulture, $"{what} must be at most {max} characters (it has {text.Length:N0}).");
}
