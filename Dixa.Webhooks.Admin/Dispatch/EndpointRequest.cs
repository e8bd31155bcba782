using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Writes the request of one attempt. Every header that goes out is set here.</summary>
public static class EndpointRequest
{
    private const string SubscriptionIdHeader = "X-DIXA-SUBSCRIPTION-ID";

    /// <param name="target">Where it goes.</param>
    /// <param name="payload">The exact body, which is signed and sent.</param>
    /// <param name="now">The attempt's own time, which the signature carries.</param>
    public static HttpRequestMessage Create(LaneTarget target, byte[] payload, DateTimeOffset now)
    {
        var content = new ByteArrayContent(payload);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");

        var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = content };
        request.Headers.TryAddWithoutValidation(DixaSignature.HeaderName, DixaSignature.Create(target.Secret.Key, now, payload));
        request.Headers.TryAddWithoutValidation(SubscriptionIdHeader, target.SubscriptionId);
        if (target.Authorization is { } authorization)
        {
            request.Headers.TryAddWithoutValidation(EndpointAuthorization.HeaderName, authorization);
        }

        foreach (var header in target.Headers)
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        return request;
    }
}
