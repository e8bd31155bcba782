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

    private static void Append(StringBuilder text, Rune rune, bool manyLines) => _ = (rune.Value, Rune.GetUnicodeCategory(rune)) switch
    {
        ('\n' or '\t', _) when manyLines => text.Append((char)rune.Value),

        // It joins emoji.
        (ZeroWidthJoiner, _) => text.Append((char)rune.Value),
        (_, UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            => text.Append(CultureInfo.InvariantCulture, $"⟨U+{rune.Value:X4}⟩"),
        _ => text.Append(rune.ToString()),
    };
}
