using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// Bytes from elsewhere as text that can be looked at: what is not UTF-8 stands as U+FFFD, and what would not be seen, or
/// would turn the text around it, stands as its number: not every font has pictures of control characters. Markup is the
/// renderer's to encode.
/// </summary>
public static class ReceivedText
{
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>Embeddings, overrides and isolates of the bidirectional algorithm, and their ends.</summary>
    private static readonly SearchValues<char> Turns = SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <param name="received">Any bytes.</param>
    /// <param name="manyLines">Line ends and tabs stay what they are.</param>
    /// <param name="exact">Whether all of it is UTF-8.</param>
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

    /// <summary>A text with nothing replaced but the characters that would turn what stands around them; each stands as its number.</summary>
    public static string WithoutTurns(string text)
    {
        if (!text.AsSpan().ContainsAny(Turns))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = Turns.Contains(character) ? AppendNumber(shown, character) : shown.Append(character);
        }

        return shown.ToString();
    }

    private static StringBuilder AppendNumber(StringBuilder text, int character) => text.Append(CultureInfo.InvariantCulture, $"⟨U+{character:X4}⟩");

    private static void Append(StringBuilder text, Rune rune, bool manyLines) => _ = (rune.Value, Rune.GetUnicodeCategory(rune)) switch
    {
        ('\n' or '\t', _) when manyLines => text.Append((char)rune.Value),

        // It joins emoji.
        (ZeroWidthJoiner, _) => text.Append((char)rune.Value),
        (_, UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            => AppendNumber(text, rune.Value),
        _ => text.Append(rune.ToString()),
    };
}
