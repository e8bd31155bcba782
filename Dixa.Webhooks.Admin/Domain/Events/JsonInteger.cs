using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>Integers as defined by JSON Schema: numbers of any size without a fraction, for example <c>4711</c>, <c>4711.0</c> or <c>4.711e3</c>.</summary>
internal static class JsonInteger
{
    public static bool Is(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && (value.TryGetInt64(out _) || IsWhole(JsonMarshal.GetRawUtf8Value(value)));

    private static bool IsWhole(ReadOnlySpan<byte> number)
    {
        var e = number.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = e < 0 ? number : number[..e];
        var significant = mantissa.TrimEnd("0."u8);
        if (significant.TrimStart((byte)'-').IsEmpty)
        {
            return true;
        }

        var point = mantissa.IndexOf((byte)'.');
        var places = point < 0 ? significant.Length - mantissa.Length : significant.Length - point - (significant.Length > point ? 1 : 0);
        if (e < 0)
        {
            return places <= 0;
        }

        // An exponent too large to parse moves the decimal point beyond all digits, to the right or, if negative, to the left.
        return Utf8Parser.TryParse(number[(e + 1)..], out long exponent, out _) ? places <= exponent : number[e + 1] is not (byte)'-';
    }
}
