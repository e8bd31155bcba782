using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Signing;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>Writes the request of one attempt. Every header that goes out is set here, and <see cref="SentHeaders"/> records the same.</summary>
public static class EndpointRequest
{
    /// <param name="target">What it carries.</param>
    /// <param name="url">Where it goes.</param>
    /// <param name="payload">The exact body, which is signed and sent.</param>
    /// <param name="signature">The signature header's value.</param>
    /// <param name="maySend">Asked before anything is sent; null when it may always be.</param>
    public static HttpRequestMessage Create(LaneTarget target, Uri url, byte[] payload, string signature, Func<bool>? maySend = null)
    {
        HttpContent content = maySend is null ? new ByteArrayContent(payload) : new LeasedContent(payload, maySend);
        content.Headers.TryAddWithoutValidation(SentHeaders.ContentType, SentHeaders.Json);

        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.TryAddWithoutValidation(DixaSignature.HeaderName, signature);
        request.Headers.TryAddWithoutValidation(SentHeaders.SubscriptionId, target.SubscriptionId);
        foreach (var header in target.Defaults)
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        foreach (var header in target.Headers)
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        return request;
    }
}
