using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>
/// Reads members and short texts of untrusted JSON. <see cref="JsonElement"/> throws if a name or text that it compares has an unpaired
/// surrogate (<c>"\ud800"</c>); these methods treat such a text as different from every known one.
/// </summary>
internal static class JsonText
{
    /// <summary>Longer than any known name, uuid or time.</summary>
    public const int MaxLength = 128;

    /// <summary>
    /// Finds an object's members by their names (ASCII). If a name appears twice, the last value counts. Values without a member have the
    /// kind Undefined.
    /// </summary>
    /// <returns>The index of the first name that appears twice; -1 if none does.</returns>
    public static int Find(JsonElement element, ReadOnlySpan<byte[]> names, Span<JsonElement> values)
    {
        values.Clear();
        var (duplicate, expected) = (-1, 0);
        foreach (var member in element.EnumerateObject())
        {
            if (IndexOf(member, names, expected) is >= 0 and var i)
            {
                duplicate = duplicate < 0 && values[i].ValueKind is not JsonValueKind.Undefined ? i : duplicate;
                values[i] = member.Value;
                expected = i + 1;
            }
        }

        return duplicate;
    }

    /// <summary>Returns the index of a member's name (which may be escaped) among the names (ASCII), or -1.</summary>
    /// <param name="names">The names to compare with.</param>
    /// <param name="expected">The index to try first. Publishers usually keep the order, so this is the one after the last match.</param>
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
        Span<byte> text = stackalloc byte[MaxLength];
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

    /// <summary>Whether a text is a uuid in its usual form of 36 characters.</summary>
    public static bool IsUuid(JsonElement text)
    {
        Span<byte> bytes = stackalloc byte[MaxLength];
        return TryRead(text, bytes, out var length) && length == 36 && Utf8Parser.TryParse(bytes[..length], out Guid _, out var read, 'D') && read == length;
    }

    /// <summary>Whether a text is a time as defined by JSON Schema (RFC 3339), which requires seconds.</summary>
    public static bool IsTime(JsonElement text)
    {
        Span<byte> bytes = stackalloc byte[MaxLength];
        Span<char> chars = stackalloc char[MaxLength];
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

    /// <summary>A value's kind, for messages.</summary>
    public static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    /// <summary>Reads a string's text. Returns false if it is not ASCII or too long.</summary>
    public static bool TryRead(JsonElement text, Span<byte> ascii, out int length) => TryUnescape(JsonMarshal.GetRawUtf8Value(text)[1..^1], ascii, out length);

    /// <summary>Unescapes the text between a JSON string's quotes. Returns false if it is not ASCII or too long.</summary>
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

    // The text has already been parsed, so its escapes are complete.
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
