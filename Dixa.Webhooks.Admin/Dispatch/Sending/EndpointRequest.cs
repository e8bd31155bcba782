using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Signing;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>Creates the request of one attempt. All headers that are sent are set here; <see cref="SentHeaders"/> must record the same ones.</summary>
public static class EndpointRequest
{
    /// <param name="target">The headers.</param>
    /// <param name="url">The URL, which may differ in form from the target's.</param>
    /// <param name="payload">The exact body, which is signed and sent.</param>
    /// <param name="signature">The value of the signature header.</param>
    /// <param name="maySend">Called before anything is sent; null means that sending is always allowed.</param>
    /// <param name="traceparent">The trace context to send, unless an administrator entered a header with this name; null sends none.</param>
    public static HttpRequestMessage Create(LaneTarget target, Uri url, byte[] payload, string signature, Func<bool>? maySend = null, string? traceparent = null)
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

        if (traceparent is not null && target.Sent.HasTraceparent)
        {
            request.Headers.TryAddWithoutValidation(SentHeaders.Traceparent, traceparent);
        }

        foreach (var header in target.Headers)
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        return request;
    }
}
