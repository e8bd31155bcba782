using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// Makes a JSON string readable by replacing escapes with their characters. These stay escaped: characters that JSON requires to be escaped,
/// characters that are invisible or reorder the surrounding text, and lone surrogates. The result is an equivalent JSON string.
/// </summary>
internal static class ReadableJson
{
    private const int EscapeLength = 6;
    private const int ZeroWidthJoiner = 0x200D;
    private const int VariationSelector = 0xFE0F;

    /// <summary>Characters that Unicode classifies as letters, marks or symbols, but that are blank on screen.</summary>
    private static readonly SearchValues<char> Blank = SearchValues.Create("\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0");

    /// <param name="value">The bytes between the quotes, already validated by <see cref="System.Text.Json.Utf8JsonReader"/>.</param>
    public static string Text(ReadOnlySpan<byte> value)
    {
        var text = Encoding.UTF8.GetString(value);
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

    /// <summary>Appends the escaped character at the start of the text, and returns the length of its escape sequence.</summary>
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

    /// <summary>A zero-width joiner after an emoji is part of a combined emoji, such as a family.</summary>
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
