using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Where a lane's requests go and what they carry, as of one revision of the webhook.</summary>
public sealed class LaneTarget(WebhookSubscription webhook)
{
    public int Revision { get; } = webhook.Revision;

    public string Name { get; } = webhook.Name;

    public Uri Url { get; } = webhook.Url.Uri;

    public string SubscriptionId { get; } = webhook.Id.ToString();

    public VerificationSecret Secret { get; } = webhook.Secret;

    public string? Authorization { get; } = webhook.Authorization.HeaderValue();

    public IReadOnlyList<RequestHeader> Headers { get; } = webhook.Headers;
}
