using System.Buffers;
using System.Buffers.Text;
using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace Dixa.Webhooks.Admin.Dispatch.Masking;

/// <summary>One way to escape characters in text.</summary>
/// <param name="Marker">The byte that starts each escape.</param>
/// <param name="Read">Reads the escape at the start of a text.</param>
internal sealed record EscapeScheme(byte Marker, EscapeReader Read);

/// <summary>Reads one escape.</summary>
/// <param name="text">Starts with the scheme's marker.</param>
/// <param name="decoded">Receives the decoded bytes: up to four, and never more than the length of the escape.</param>
/// <param name="written">The number of decoded bytes.</param>
/// <returns>The length of the escape; 0 if there is none, <see cref="Escapes.Incomplete"/> if the text ends within one.</returns>
internal delegate int EscapeReader(ReadOnlySpan<byte> text, Span<byte> decoded, out int written);

/// <summary>The escape schemes that endpoints use when they echo what they received.</summary>
internal static class Escapes
{
    public const int Incomplete = -1;

    private const int MaxEntityLength = 12;

    private static readonly SearchValues<byte> EntityCharacters = SearchValues.Create("#0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    // Entities of HTML 5. The framework only decodes those of HTML 4.
    private static readonly FrozenDictionary<string, char> Html5Names = new Dictionary<string, char>(StringComparer.Ordinal)
    {
        ["apos"] = '\'',
        ["ast"] = '*',
        ["midast"] = '*',
        ["bsol"] = '\\',
        ["colon"] = ':',
        ["comma"] = ',',
        ["commat"] = '@',
        ["dollar"] = '$',
        ["equals"] = '=',
        ["excl"] = '!',
        ["grave"] = '`',
        ["DiacriticalGrave"] = '`',
        ["Hat"] = '^',
        ["lbrace"] = '{',
        ["lcub"] = '{',
        ["lbrack"] = '[',
        ["lsqb"] = '[',
        ["lowbar"] = '_',
        ["UnderBar"] = '_',
        ["lpar"] = '(',
        ["num"] = '#',
        ["percnt"] = '%',
        ["period"] = '.',
        ["plus"] = '+',
        ["quest"] = '?',
        ["rbrace"] = '}',
        ["rcub"] = '}',
        ["rbrack"] = ']',
        ["rsqb"] = ']',
        ["rpar"] = ')',
        ["semi"] = ';',
        ["sol"] = '/',
        ["vert"] = '|',
        ["verbar"] = '|',
        ["VerticalLine"] = '|',
        ["Tab"] = '\t',
        ["NewLine"] = '\n',
        ["AMP"] = '&',
        ["LT"] = '<',
        ["GT"] = '>',
        ["QUOT"] = '"',
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static EscapeScheme[] All { get; } =
    [
        new((byte)'\\', ReadBackslash),
        new((byte)'%', ReadPercent),
        new((byte)'&', ReadEntity),
    ];

    /// <summary>Backslash escapes of JSON and other languages: <c>\"</c>, <c>\u00fc</c>, <c>\xfc</c>.</summary>
    private static int ReadBackslash(ReadOnlySpan<byte> text, Span<byte> decoded, out int written)
    {
        written = 0;
        if (text.Length < 2)
        {
            return Incomplete;
        }

        switch (text[1])
        {
            case (byte)'u':
                return ReadUtf16(text, decoded, out written);
            case (byte)'x':
                return ReadHex(text, start: 2, digits: 2, out var value) is var length && length > 0 ? Write(new Rune((char)value), length, decoded, out written) : length;
            default:
                var escaped = text[1] switch
                {
                    (byte)'b' => (byte)'\b',
                    (byte)'f' => (byte)'\f',
                    (byte)'n' => (byte)'\n',
                    (byte)'r' => (byte)'\r',
                    (byte)'t' => (byte)'\t',
                    var other => other,
                };
                (decoded[0], written) = (escaped, 1);
                return 2;
        }
    }

    /// <summary>URLs and forms: <c>%2F</c>, and <c>%u00fc</c> from older scripts.</summary>
    private static int ReadPercent(ReadOnlySpan<byte> text, Span<byte> decoded, out int written)
    {
        written = 0;
        if (text.Length > 1 && text[1] is (byte)'u' or (byte)'U')
        {
            return ReadUtf16(text, decoded, out written);
        }

        var length = ReadHex(text, start: 1, digits: 2, out var value);
        if (length > 0)
        {
            (decoded[0], written) = ((byte)value, 1);
        }

        return length;
    }

    /// <summary>HTML and XML: <c>&amp;quot;</c>, <c>&amp;#34;</c>, <c>&amp;#x22;</c>.</summary>
    private static int ReadEntity(ReadOnlySpan<byte> text, Span<byte> decoded, out int written)
    {
        written = 0;
        var within = text[..Math.Min(text.Length, MaxEntityLength)];
        var end = within.IndexOf((byte)';');
        var name = end < 0 ? within[1..] : within[1..end];
        if (name.ContainsAnyExcept(EntityCharacters))
        {
            return 0;
        }

        if (end < 0)
        {
            return text.Length < MaxEntityLength ? Incomplete : 0;
        }

        return RuneOf(name) is { } rune ? Write(rune, end + 1, decoded, out written) : 0;
    }

    private static Rune? RuneOf(ReadOnlySpan<byte> name)
    {
        if (name.StartsWith("#"u8))
        {
            var isHex = name.Length > 1 && name[1] is (byte)'x' or (byte)'X';
            var digits = name[(isHex ? 2 : 1)..];
            return Utf8Parser.TryParse(digits, out int number, out var used, isHex ? 'x' : 'D') && used == digits.Length && Rune.IsValid(number) ? new Rune(number) : null;
        }

        var text = Encoding.ASCII.GetString(name);
        if (Html5Names.TryGetValue(text, out var known))
        {
            return new Rune(known);
        }

        var decoded = WebUtility.HtmlDecode($"&{text};");
        return decoded.Length == 1 ? new Rune(decoded[0]) : null;
    }

    /// <summary>Four hex digits after the marker and a letter, or twice that for a surrogate pair.</summary>
    private static int ReadUtf16(ReadOnlySpan<byte> text, Span<byte> decoded, out int written)
    {
        written = 0;
        var length = ReadHex(text, start: 2, digits: 4, out var first);
        if (length <= 0)
        {
            return length;
        }

        if (!char.IsHighSurrogate((char)first))
        {
            return char.IsLowSurrogate((char)first) ? 0 : Write(new Rune((char)first), length, decoded, out written);
        }

        var rest = text[length..];
        if (rest.IsEmpty || (rest.Length == 1 && rest[0] == text[0]))
        {
            return Incomplete;
        }

        if (rest[0] != text[0] || rest[1] != text[1])
        {
            return 0;
        }

        var second = ReadHex(rest, start: 2, digits: 4, out var last);
        return second <= 0 || !char.IsLowSurrogate((char)last)
            ? Math.Min(second, 0)
            : Write(new Rune((char)first, (char)last), length + second, decoded, out written);
    }

    private static int ReadHex(ReadOnlySpan<byte> text, int start, int digits, out int value)
    {
        var found = text[Math.Min(start, text.Length)..Math.Min(start + digits, text.Length)];
        value = 0;
        foreach (var digit in found)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return 0;
            }

            value = (value << 4) + Digit(digit);
        }

        return found.Length < digits ? Incomplete : start + digits;
    }

    private static int Digit(byte digit) => char.IsAsciiDigit((char)digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static int Write(Rune rune, int length, Span<byte> decoded, out int written)
    {
        written = rune.EncodeToUtf8(decoded);
        return length;
    }
}
