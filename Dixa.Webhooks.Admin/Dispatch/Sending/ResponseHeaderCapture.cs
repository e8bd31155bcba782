using System.Buffers;
using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>Captures response headers as <see cref="HeaderLines"/>, up to a limit, with secret values masked.</summary>
internal static class ResponseHeaderCapture
{
    public const int MaxBytes = 8 * 1024;

    private static readonly byte[] Masked = Encoding.UTF8.GetBytes(Mask.Text);

    public static byte[] Capture(HttpResponseMessage response)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxBytes);
        try
        {
            var length = 0;
            _ = Write(response.Headers.NonValidated, buffer.AsSpan(0, MaxBytes), ref length)
                && Write(response.Content.Headers.NonValidated, buffer.AsSpan(0, MaxBytes), ref length);
            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool Write(System.Net.Http.Headers.HttpHeadersNonValidated headers, Span<byte> lines, ref int length)
    {
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                if (!WriteLine(name, value, lines, ref length))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool WriteLine(string name, string value, Span<byte> lines, ref int length) =>
        Write(name, lines, ref length)
        && Write(HeaderLines.Colon, lines, ref length)
        && (SecretHeaders.IsSecret(name) ? Write(Masked, lines, ref length) : Write(value, lines, ref length))
        && Write("\n"u8, lines, ref length);

    // The client decodes headers as Latin-1, which has one character for each byte.
    private static bool Write(ReadOnlySpan<char> text, Span<byte> lines, ref int length)
    {
        var fits = text[..Math.Min(text.Length, lines.Length - length)];
        length += Encoding.Latin1.GetBytes(fits, lines[length..]);
        return fits.Length == text.Length;
    }

    private static bool Write(ReadOnlySpan<byte> text, Span<byte> lines, ref int length)
    {
        var fits = text[..Math.Min(text.Length, lines.Length - length)];
        fits.CopyTo(lines[length..]);
        length += fits.Length;
        return fits.Length == text.Length;
    }
}
