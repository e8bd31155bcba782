using System.Buffers;

namespace Dixa.Webhooks.Admin.Dispatch.Masking;

/// <summary>The bytes of a response, or their decoded form, with the position in the response that each byte comes from.</summary>
internal sealed class ResponseBytes : IDisposable
{
    private static readonly byte[] Folds = [.. Enumerable.Range(0, 256).Select(value => Fold((byte)value))];

    private readonly byte[] _folded;
    private readonly byte[]? _decoded;
    private readonly int[]? _starts;
    private readonly ReadOnlyMemory<byte> _text;
    private readonly int _end;

    private ResponseBytes(ReadOnlyMemory<byte> text, int end, byte[]? decoded = null, int[]? starts = null)
    {
        (_text, _end, _decoded, _starts) = (text, end, decoded, starts);
        _folded = ArrayPool<byte>.Shared.Rent(text.Length);
        FoldInto(text.Span, _folded);
    }

    /// <summary>
    /// The text normalized, so that texts that differ only in letter case, in + instead of a space, or in the base64 alphabet are equal.
    /// </summary>
    public ReadOnlySpan<byte> Folded => _folded.AsSpan(0, _text.Length);

    public static ResponseBytes Of(byte[] response) => new(response, response.Length);

    public static byte[] Fold(ReadOnlySpan<byte> text)
    {
        var folded = new byte[text.Length];
        FoldInto(text, folded);
        return folded;
    }

    /// <summary>
    /// Decodes the escapes of a scheme; null if there are none. <paramref name="cut"/> means that the response is incomplete: then an
    /// incomplete escape at its end belongs to the last character.
    /// </summary>
    public ResponseBytes? Decode(EscapeScheme scheme, bool cut)
    {
        var text = _text.Span;
        if (!text.Contains(scheme.Marker))
        {
            return null;
        }

        var decoded = ArrayPool<byte>.Shared.Rent(text.Length);
        var starts = ArrayPool<int>.Shared.Rent(text.Length + 1);
        Span<byte> escaped = stackalloc byte[4];
        var (length, changed, end) = (0, false, text.Length);
        for (var i = 0; i < end;)
        {
            var consumed = text[i] == scheme.Marker ? scheme.Read(text[i..], escaped, out var written) : WriteOne(text[i], escaped, out written);
            if (consumed is Escapes.Incomplete && cut)
            {
                (end, changed) = (i, true);
                break;
            }

            changed |= consumed > 1;
            consumed = consumed > 0 ? consumed : WriteOne(text[i], escaped, out written);
            escaped[..written].CopyTo(decoded.AsSpan(length));
            starts.AsSpan(length, written).Fill(Start(i));
            (length, i) = (length + written, i + consumed);
        }

        if (!changed)
        {
            ArrayPool<byte>.Shared.Return(decoded);
            ArrayPool<int>.Shared.Return(starts);
            return null;
        }

        starts[length] = _end;
        return new ResponseBytes(decoded.AsMemory(0, length), _end, decoded, starts);
    }

    /// <summary>The part of the response that a part of this text comes from.</summary>
    public (int Start, int End) Origin(int start, int length)
    {
        // A character of several bytes comes from one escape.
        var end = start + length;
        while (end < _text.Length && Start(end) == Start(end - 1))
        {
            end++;
        }

        return (Start(start), Start(end));
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_folded);
        if (_decoded is not null)
        {
            ArrayPool<byte>.Shared.Return(_decoded);
            ArrayPool<int>.Shared.Return(_starts!);
        }
    }

    private int Start(int place) => _starts is null ? place : _starts[place];

    private static int WriteOne(byte value, Span<byte> decoded, out int written)
    {
        (decoded[0], written) = (value, 1);
        return 1;
    }

    private static void FoldInto(ReadOnlySpan<byte> text, Span<byte> folded)
    {
        for (var i = 0; i < text.Length; i++)
        {
            folded[i] = Folds[text[i]];
        }
    }

    private static byte Fold(byte value) => value switch
    {
        >= (byte)'A' and <= (byte)'Z' => (byte)(value | 0x20),
        (byte)'+' or (byte)'-' => (byte)' ',
        (byte)'_' => (byte)'/',
        _ => value,
    };
}
