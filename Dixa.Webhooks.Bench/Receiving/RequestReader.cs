using System.Buffers.Text;

namespace Dixa.Webhooks.Bench.Receiving;

/// <summary>Reads the parts of an HTTP/1.1 request that the receiver needs: length, path and event id.</summary>
internal static class RequestReader
{
    private const int GuidLength = 36;

    /// <summary>Reads the first request in the bytes.</summary>
    /// <returns>The request's length; 0 if it is not complete yet.</returns>
    public static int Read(ReadOnlySpan<byte> bytes, out int endpoint, out Guid eventId, out bool hangs)
    {
        (endpoint, eventId, hangs) = (0, default, false);
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return 0;
        }

        var total = head + 4 + ContentLength(bytes[..head]);
        if (total > bytes.Length)
        {
            return 0;
        }

        hangs = bytes.StartsWith("POST /hang/"u8);
        _ = Utf8Parser.TryParse(bytes[(hangs ? "POST /hang/"u8.Length : "POST /w/"u8.Length)..], out endpoint, out _);
        eventId = EventId(bytes[(head + 4)..total]);
        return total;
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        while (true)
        {
            var line = head.IndexOf("\r\n"u8);
            if (line < 0)
            {
                return 0;
            }

            head = head[(line + 2)..];
            if (head.Length > 15 && (head[0] | 0x20) == 'c' && System.Text.Ascii.EqualsIgnoreCase(head[..15], "content-length:"u8))
            {
                return Utf8Parser.TryParse(head[15..].TrimStart((byte)' '), out int length, out _) ? length : 0;
            }
        }
    }

    /// <summary>Finds the event id in an envelope.</summary>
    public static Guid EventId(ReadOnlySpan<byte> body)
    {
        var key = body.IndexOf("\"event_id\":\""u8);
        return key >= 0 && Utf8Parser.TryParse(body[(key + 12)..], out Guid id, out var read) && read == GuidLength ? id : default;
    }
}
