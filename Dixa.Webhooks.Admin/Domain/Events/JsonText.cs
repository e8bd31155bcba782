using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>
/// Reads members and short texts of JSON that strangers wrote. Where <see cref="JsonElement"/> throws, at half a surrogate pair
/// (<c>"\ud800"</c>) in a name or text that it compares, this goes on: such a text is none of those that we know.
/// </summary>
internal static class JsonText
{
    /// <summary>Longer than any name, uuid or time that we read.</summary>
    private const int Longest = 128;

    /// <summary>Finds an object's members by their names, in ASCII. Of two with the same name the last counts.</summary>
    /// <param name="element">The object.</param>
    /// <param name="names">The names.</param>
    /// <param name="values">The value of each, of the kind Undefined where there is none.</param>
    /// <returns>The first name that stands there twice, as its index; -1 when none does.</returns>
    public static int Find(JsonElement element, ReadOnlySpan<byte[]> names, Span<JsonElement> values)
    {
        values.Clear();
        var (twice, expected) = (-1, 0);
        foreach (var member in element.EnumerateObject())
        {
            if (IndexOf(member, names, expected) is >= 0 and var i)
            {
                twice = twice < 0 && values[i].ValueKind is not JsonValueKind.Undefined ? i : twice;
                values[i] = member.Value;
                expected = i + 1;
            }
        }

        return twice;
    }

    /// <summary>Which of these names, in ASCII, a member has; -1 for none of them.</summary>
    /// <param name="member">Its name may be escaped.</param>
    /// <param name="names">The names.</param>
    /// <param name="expected">Which is looked at first: publishers mostly keep the order, and then it is the one after the last.</param>
    public static int IndexOf(JsonProperty member, ReadOnlySpan<byte[]> names, int expected)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        for (var step = 0; step < names.Length; step++)
        {
            var i = (expected + step) % names.Length;
            if (raw.SequenceEqual(names[i]))
            {
                return i;
            }
        }

        return raw.Contains((byte)'\\') ? IndexOfEscaped(raw, names) : -1;
    }

    private static int IndexOfEscaped(ReadOnlySpan<byte> raw, ReadOnlySpan<byte[]> names)
    {
        Span<byte> text = stackalloc byte[Longest];
        if (TryUnescape(raw, text, out var length))
        {
            for (var i = 0; i < names.Length; i++)
            {
                if (text[..length].SequenceEqual(names[i]))
                {
                    return i;
                }
            }
        }

        return -1;
    }

    /// <summary>Reads a uuid in its usual form of 36 characters.</summary>
    public static bool IsUuid(JsonElement text)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        return TryRead(text, bytes, out var length) && length == 36 && Utf8Parser.TryParse(bytes[..length], out Guid _, out var read, 'D') && read == length;
    }

    /// <summary>Whether a text is a time as JSON schemas have it (RFC 3339), which the seconds belong to.</summary>
    public static bool IsTime(JsonElement text)
    {
        Span<byte> bytes = stackalloc byte[Longest];
        Span<char> chars = stackalloc char[Longest];
        if (!TryRead(text, bytes, out var length))
        {
            return false;
        }

        for (var i = 0; i < length; i++)
        {
            chars[i] = (char)bytes[i];
        }

        return IsoTime.TryParse(chars[..length], out _) && chars["2026-03-02T09:14".Length] is ':';
    }

    /// <summary>What a value is, in words for a message.</summary>
    public static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static bool TryRead(JsonElement text, Span<byte> ascii, out int length) => TryUnescape(JsonMarshal.GetRawUtf8Value(text)[1..^1], ascii, out length);

    /// <summary>The text between a JSON string's quotes, when it is ASCII and fits.</summary>
    private static bool TryUnescape(ReadOnlySpan<byte> raw, Span<byte> ascii, out int length)
    {
        length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            int character = raw[i];
            if (character is '\\')
            {
                character = raw[++i] is (byte)'u' ? Unicode(raw, ref i) : Short(raw[i]);
            }

            if (character > 0x7F || length == ascii.Length)
            {
                return false;
            }

            ascii[length++] = (byte)character;
        }

        return true;
    }

    // The text was parsed before, so its escapes are whole.
    private static int Unicode(ReadOnlySpan<byte> raw, ref int at)
    {
        var digits = raw.Slice(at + 1, 4);
        at += digits.Length;
        return int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static int Short(byte letter) => letter switch
    {
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        _ => letter,
    };
}
