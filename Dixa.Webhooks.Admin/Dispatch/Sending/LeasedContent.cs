using System.Net;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>
/// A request body that is written only while the lane is leased. The HTTP client asks for the body after it has connected and before it sends
/// anything, so a process that was paused in between sends nothing.
/// </summary>
internal sealed class LeasedContent(byte[] payload, Func<bool> maySend) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        maySend() ? stream.WriteAsync(payload, cancellationToken).AsTask() : throw new LeaseEndedException();

    protected override bool TryComputeLength(out long length)
    {
        length = payload.Length;
        return true;
    }
}
