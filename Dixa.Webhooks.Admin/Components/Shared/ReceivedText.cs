using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// Converts untrusted bytes to text that is safe to display. Bytes that are not UTF-8 become U+FFFD. Characters that are invisible or reorder
/// the surrounding text become their code point, for example ⟨U+202E⟩, because not every font has symbols for control characters.
/// The renderer encodes markup.
/// </summary>
public static class ReceivedText
{
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The embeddings, overrides and isolates of the Unicode bidirectional algorithm, and their terminators.</summary>
    private static readonly SearchValues<char> BidiControls = SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <param name="received">Untrusted bytes.</param>
    /// <param name="manyLines">Whether to keep line breaks and tabs.</param>
    /// <param name="exact">Whether all bytes are valid UTF-8.</param>
    public static string Of(ReadOnlySpan<byte> received, bool manyLines, out bool exact)
    {
        var raw = PayloadText.Raw(received, out exact);
        if (manyLines)
        {
            raw = raw.Replace("\r\n", "\n", StringComparison.Ordinal);
        }

        var text = new StringBuilder(raw.Length);
        foreach (var rune in raw.EnumerateRunes())
        {
            Append(text, rune, manyLines);
        }

        return text.ToString();
    }

    /// <summary>Replaces only the characters that reorder the surrounding text, each with its code point.</summary>
    public static string EscapeBidiControls(string text)
    {
        if (!text.AsSpan().ContainsAny(BidiControls))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = BidiControls.Contains(character) ? AppendCodePoint(shown, character) : shown.Append(character);
        }

        return shown.ToString();
    }

    private static StringBuilder AppendCodePoint(StringBuilder text, int character) => text.Append(CultureInfo.InvariantCulture, $"⟨U+{character:X4}⟩");

    private static void Append(StringBuilder text, Rune rune, bool manyLines) => _ = (rune.Value, Rune.GetUnicodeCategory(rune)) switch
    {
        ('\n' or '\t', _) when manyLines => text.Append((char)rune.Value),

        // Combined emoji need it.
        (ZeroWidthJoiner, _) => text.Append((char)rune.Value),
        (_, UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            => AppendCodePoint(text, rune.Value),
        _ => text.Append(rune.ToString()),
    };
}
