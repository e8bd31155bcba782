using System.Text;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>
/// The format in which attempts store headers: <c>Name: value</c> and a line feed for each, with the exact bytes.
/// HTTP does not allow line feeds in values. If the last line has no line feed, it was truncated.
/// </summary>
public static class HeaderLines
{
    public static ReadOnlySpan<byte> Colon => ": "u8;

    /// <summary>Whether the headers were truncated.</summary>
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
