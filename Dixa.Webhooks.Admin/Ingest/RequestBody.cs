using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Reads a whole request body up to a bound.</summary>
internal static class RequestBody
{
    /// <summary>The body's bytes; null when there are more than <paramref name="most"/>, or <paramref name="held"/> refuses to hold them.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int most, CancellationToken cancel, HeldBytes? held = null)
    {
        // Our own bound, with our own message, stands before the server's, which would break the connection off.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = null;
        }

        if (request.ContentLength > most)
        {
            return null;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancel);
            if (read.Buffer.Length > most || held?.TryHold(read.Buffer.Length) is false)
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
