using System.Globalization;
using System.Text;

namespace Dixa.Webhooks.Admin.Domain;

/// <summary>
/// Handles invisible characters that get copied from pages or chats: zero-width spaces, byte order marks, direction marks.
/// Unicode calls them format characters.
/// </summary>
public static class InvisibleText
{
    /// <summary>Removes spaces and invisible characters from both ends.</summary>
    public static string Trim(string? text)
    {
        var (from, to) = (0, text?.Length ?? 0);
        while (from < to && Rune.DecodeFromUtf16(text.AsSpan(from, to - from), out var first, out var length) is var _ && IsTrimmed(first))
        {
            from += length;
        }

        while (from < to && Rune.DecodeLastFromUtf16(text.AsSpan(from, to - from), out var last, out var length) is var _ && IsTrimmed(last))
        {
            to -= length;
        }

        return text is null ? "" : text[from..to];
    }

    /// <summary>Returns an error with the name and position of the first invisible character; null if there is none.</summary>
    /// <param name="text">The trimmed text.</param>
    /// <param name="what">The field, which starts the sentence, for example "URL".</param>
    public static string? Error(string text, string what) => Error(text, what, IsInvisible);

    /// <summary>
    /// The same for text that people read. It allows joiners, which emoji and Persian need, and the tags of some flags. It refuses
    /// direction marks and line separators, because they can make one name look like another.
    /// </summary>
    public static string? ReadableError(string text, string what) =>
        Error(text, what, rune => IsInvisible(rune) && rune.Value is not (0x200C or 0x200D) && !IsTag(rune));

    private static string? Error(string text, string what, Func<Rune, bool> isRefused)
    {
        var position = 1;
        foreach (var rune in text.EnumerateRunes())
        {
            if (isRefused(rune))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{what} contains an invisible character (U+{rune.Value:X4}, {Name(rune)}) at position {position}. Remove it.");
            }

            position++;
        }

        return null;
    }

    private static bool IsTrimmed(Rune rune) => Rune.IsWhiteSpace(rune) || (IsInvisible(rune) && !IsTag(rune));

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Flag emoji such as Scotland's end with these.</summary>
    private static bool IsTag(Rune rune) => rune.Value is >= 0xE0020 and <= 0xE007F;

    private static string Name(Rune rune) => rune.Value switch
    {
        0x00AD => "soft hyphen",
        0x061C => "Arabic letter mark",
        0x180E => "Mongolian vowel separator",
        0x200B => "zero width space",
        0x200C => "zero width non-joiner",
        0x200D => "zero width joiner",
        0x200E => "left-to-right mark",
        0x200F => "right-to-left mark",
        0x2028 => "line separator",
        0x2029 => "paragraph separator",
        0x202A => "left-to-right embedding",
        0x202B => "right-to-left embedding",
        0x202C => "pop directional formatting",
        0x202D => "left-to-right override",
        0x202E => "right-to-left override",
        0x2060 => "word joiner",
        0x2066 => "left-to-right isolate",
        0x2067 => "right-to-left isolate",
        0x2068 => "first strong isolate",
        0x2069 => "pop directional isolate",
        0xFEFF => "byte order mark",
        _ => "format character",
    };
}
