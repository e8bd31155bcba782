using System.Text;

namespace Dixa.Webhooks.Admin.Dispatch.Masking;

/// <summary>One form in which a secret value can appear in unescaped text.</summary>
/// <param name="Folded">The bytes to search for, normalized like <see cref="ResponseBytes.Folded"/>.</param>
/// <param name="IsToken">Matches only if no letter or digit is next to it.</param>
internal sealed record SecretPattern(byte[] Folded, bool IsToken)
{
    /// <summary>A shorter value is masked only as a whole word, since it can appear within other words by chance.</summary>
    public const int MinLengthAnywhere = 8;

    /// <summary>A shorter value is masked only if it is known to be a secret, since flags such as "1" and "eu" are as short.</summary>
    public const int MinLength = 4;

    /// <summary>Fewer than this many of a value's first bytes reveal little.</summary>
    private const int MinLengthCut = 4;

    /// <summary>A value of this length has at least six base64 characters, wherever it starts within the encoded data.</summary>
    private const int MinLengthInBase64 = 5;

    /// <summary>The forms of a value: plain in several character encodings, in base64, and in hex.</summary>
    public static IEnumerable<SecretPattern> Of(string value)
    {
        var isShort = Encoding.UTF8.GetByteCount(value) < MinLengthAnywhere;
        foreach (var bytes in Encoded(value))
        {
            yield return new SecretPattern(ResponseBytes.Fold(bytes), isShort);
            yield return new SecretPattern(ResponseBytes.Fold(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes))), bytes.Length < MinLength);
            yield return new SecretPattern(ResponseBytes.Fold(Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes).TrimEnd('='))), bytes.Length < MinLengthInBase64);

            // As a part of longer data that is encoded in base64.
            for (var before = 0; before < 3 && bytes.Length >= MinLengthInBase64; before++)
            {
                yield return new SecretPattern(ResponseBytes.Fold(InBase64(bytes, before)), IsToken: false);
            }
        }
    }

    /// <summary>The next index of the pattern in a text, or -1.</summary>
    public int IndexIn(ReadOnlySpan<byte> folded, int from)
    {
        while (folded[from..].IndexOf(Folded) is var found and >= 0)
        {
            var start = from + found;
            if (!IsToken || (IsBoundary(folded, start - 1) && IsBoundary(folded, start + Folded.Length)))
            {
                return start;
            }

            from = start + 1;
        }

        return -1;
    }

    /// <summary>How many of the pattern's first bytes are at the end of a truncated text; 0 if there are too few to matter.</summary>
    public int CutAtEnd(ReadOnlySpan<byte> folded)
    {
        for (var length = Math.Min(Folded.Length - 1, folded.Length); length >= MinLengthCut; length--)
        {
            if (folded.EndsWith(Folded.AsSpan(0, length)) && (!IsToken || IsBoundary(folded, folded.Length - length - 1)))
            {
                return length;
            }
        }

        return 0;
    }

    private static bool IsBoundary(ReadOnlySpan<byte> folded, int place) =>
        place < 0 || place >= folded.Length || (folded[place] < 0x80 && !char.IsAsciiLetterOrDigit((char)folded[place]));

    /// <summary>The base64 characters that depend only on these bytes if other bytes come before and after them.</summary>
    private static byte[] InBase64(byte[] bytes, int before)
    {
        var text = Convert.ToBase64String([.. new byte[before], .. bytes]);
        var (first, end) = (((before * 8) + 5) / 6, (before + bytes.Length) * 8 / 6);
        return Encoding.ASCII.GetBytes(text[first..end]);
    }

    /// <summary>The bytes of a value in the encodings that endpoints may use: HTTP does not define the encoding of header values.</summary>
    private static IEnumerable<byte[]> Encoded(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        if (Ascii.IsValid(value))
        {
            return [utf8];
        }

        string[] cases = [value, value.ToUpperInvariant(), value.ToLowerInvariant()];
        return
        [
            .. cases.Select(Encoding.UTF8.GetBytes),
            .. cases.Where(text => text.All(character => character <= 0xff)).Select(Encoding.Latin1.GetBytes),
            .. cases.Select(text => Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)))),

            // Decoded as ASCII, with replacement characters.
            Array.ConvertAll(utf8, part => part < 0x80 ? part : (byte)'?'),
            Encoding.UTF8.GetBytes(string.Concat(utf8.Select(part => part < 0x80 ? (char)part : '\uFFFD'))),
        ];
    }
}
