using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// A JSON string for reading: an escaped character appears as itself. Escaped still are those that JSON requires to be, those that nobody
/// would see or that would reorder the text around them, and lone surrogates. The result is the same JSON string.
/// </summary>
internal static class ReadableJson
{
    private const int EscapeLength = 6;
    private const int ZeroWidthJoiner = 0x200D;
    private const int VariationSelector = 0xFE0F;

    /// <summary>Letters and marks by their category, and blank on a screen.</summary>
    private static readonly SearchValues<char> Blank = SearchValues.Create("\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0");

    /// <param name="between">The bytes between the quotes, as <see cref="System.Text.Json.Utf8JsonReader"/> found them valid.</param>
    public static string Text(ReadOnlySpan<byte> between)
    {
        var text = Encoding.UTF8.GetString(between);
        var escape = text.IndexOf('\\', StringComparison.Ordinal);
        if (escape < 0)
        {
            return text;
        }

        var readable = new StringBuilder(text, 0, escape, text.Length);
        for (var at = escape; at < text.Length;)
        {
            if (text[at] != '\\')
            {
                readable.Append(text[at++]);
            }
            else if (text[at + 1] is '/')
            {
                readable.Append('/');
                at += 2;
            }
            else if (text[at + 1] is 'u')
            {
                at += AppendEscaped(readable, text.AsSpan(at));
            }
            else
            {
                readable.Append(text, at, 2);
                at += 2;
            }
        }

        return readable.ToString();
    }

    /// <summary>Appends the one character that the text begins with, and returns how much of the text that was.</summary>
    private static int AppendEscaped(StringBuilder readable, ReadOnlySpan<char> text)
    {
        var unit = Unit(text);
        var length = EscapeLength;
        if (!Rune.TryCreate(unit, out var rune))
        {
            if (!text[EscapeLength..].StartsWith("\\u") || !Rune.TryCreate(unit, Unit(text[EscapeLength..]), out rune))
            {
                readable.Append(text[..EscapeLength]);
                return EscapeLength;
            }

            length = 2 * EscapeLength;
        }

        _ = IsReadable(rune, readable) ? readable.Append(rune.ToString()) : readable.Append(text[..length]);
        return length;
    }

    private static char Unit(ReadOnlySpan<char> escape) => (char)ushort.Parse(escape[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static bool IsReadable(Rune rune, StringBuilder before) => (rune.Value, Rune.GetUnicodeCategory(rune)) switch
    {
        ('"' or '\\', _) => false,
        (ZeroWidthJoiner, _) => JoinsEmoji(before),
        (_, UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) => false,
        _ => !rune.IsBmp || !Blank.Contains((char)rune.Value),
    };

    /// <summary>Within an emoji of several, such as a family, the joiner belongs to the picture.</summary>
    private static bool JoinsEmoji(StringBuilder before) =>
        Last(before) is { } last
        && (last.Value is VariationSelector || Rune.GetUnicodeCategory(last) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol);

    private static Rune? Last(StringBuilder text) => text switch
    {
        { Length: > 1 } when Rune.TryCreate(text[^2], text[^1], out var pair) => pair,
        { Length: > 0 } when Rune.TryCreate(text[^1], out var single) => single,
        _ => null,
    };
}
