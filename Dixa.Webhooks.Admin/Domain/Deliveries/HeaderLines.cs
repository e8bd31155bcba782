using System.Text;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>
/// The form in which an attempt keeps headers: <c>Name: value</c> and a line feed for each, the bytes as they are.
/// HTTP allows no line feed within a value. A last line without one was cut.
/// </summary>
public static class HeaderLines
{
    public static ReadOnlySpan<byte> Colon => ": "u8;

    /// <summary>Whether more came than is kept.</summary>
    public static bool IsCut(ReadOnlySpan<byte> lines) => !lines.IsEmpty && lines[^1] != (byte)'\n';

    public static IReadOnlyList<HeaderLine> Read(ReadOnlyMemory<byte> lines)
    {
        var headers = new List<HeaderLine>();
        while (!lines.IsEmpty)
        {
            var end = lines.Span.IndexOf((byte)'\n');
            var line = end < 0 ? lines : lines[..end];
            var colon = line.Span.IndexOf(Colon);
            headers.Add(colon < 0
                ? new HeaderLine(Encoding.Latin1.GetString(line.Span), ReadOnlyMemory<byte>.Empty)
                : new HeaderLine(Encoding.Latin1.GetString(line.Span[..colon]), line[(colon + Colon.Length)..]));
            lines = end < 0 ? ReadOnlyMemory<byte>.Empty : lines[(end + 1)..];
        }

        return headers;
    }
}
