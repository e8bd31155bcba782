using Dixa.Webhooks.Admin.Dispatch.Sending;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>The URL, headers and secrets of a lane's requests, as of one revision of the webhook.</summary>
public sealed class LaneTarget(WebhookSubscription webhook)
{
    public int Revision { get; } = webhook.Revision;

    public string Name { get; } = webhook.Name;

    public Uri Url { get; } = webhook.Url.Uri;

    /// <inheritdoc cref="EndpointUrl.RequestUri"/>
    public Uri RequestUrl { get; } = webhook.Url.RequestUri;

    public string SubscriptionId { get; } = webhook.Id.ToString();

    public SigningSecrets SigningSecrets { get; } = webhook.SigningSecrets();

    /// <summary>The default headers that no custom header replaces. They are sent before <see cref="Headers"/>.</summary>
    public IReadOnlyList<RequestHeader> Defaults { get; } = DefaultHeaders.Except(webhook.EnteredHeaders().Select(header => header.Name));

    /// <summary>The headers that an administrator entered, in the order in which they are sent.</summary>
    public IReadOnlyList<RequestHeader> Headers { get; } = [.. webhook.EnteredHeaders()];

    /// <summary>The headers as they are recorded with each attempt.</summary>
    public SentHeaders Sent { get; } = new(Host(webhook.Url.Uri), [.. webhook.EnteredHeaders().Select(header => header.Name)]);

    /// <summary>Values that must be masked in recorded responses.</summary>
    public SentSecrets Secrets { get; } = new(webhook.Authorization, webhook.Headers);

    private static string Host(Uri url)
    {
        var host = url.HostNameType is UriHostNameType.IPv6 ? $"[{url.IdnHost}]" : url.IdnHost;
        return url.IsDefaultPort ? host : $"{host}:{url.Port}";
    }
}
