using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Reads a whole request body up to a size limit.</summary>
internal static class RequestBody
{
    /// <summary>Returns the body; null if it has more than <paramref name="maxBytes"/> bytes or <paramref name="held"/> refuses them.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancel, HeldBytes? held = null)
    {
        // Lifts the server's own limit, which would abort the connection. Our limit responds with a message.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = null;
        }

        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancel);
            if (read.Buffer.Length > maxBytes || held?.TryHold(read.Buffer.Length) is false)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
