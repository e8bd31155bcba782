using System.ComponentModel;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Subscriptions.Queries;

namespace Dixa.Webhooks.Admin.Api.Webhooks;

/// <summary>A webhook in the contract's form.</summary>
[Description("A webhook: a URL and the events to send to it.")]
public sealed record WebhookResource(
    Guid Id,
    string Name,
    [property: Description("The events that it receives, by their names in this API."), EventName] IReadOnlyList<string> SubscribedEvents,
    string Url,
    [property: Description($"The Authorization header and the custom headers, as sent. Read-only tokens get {Mask.Text} for each value.")]
    IReadOnlyDictionary<string, string> Headers,
    [property: Description($"The signing secret: 64 hex digits that decode to 32 bytes. Read-only tokens get {Mask.Text}.")] string SecretKey,
    bool Enabled,
    DateTimeOffset CreatedAt,
    [property: Description("The person or API token that created it.")] Guid CreatedBy,
    DateTimeOffset UpdatedAt,
    [property: Description("The person or API token that last changed it; all zeros for the application itself.")] Guid UpdatedBy)
{
    internal static WebhookResource Of(WebhookApiModel webhook) => new(
        webhook.Id,
        webhook.Name,
        [.. webhook.Events.Select(type => type.ApiName)],
        webhook.Url,
        new Dictionary<string, string>(webhook.Headers),
        webhook.Secret,
        webhook.Enabled,
        webhook.CreatedAt,
        webhook.CreatedBy,
        webhook.UpdatedAt,
        webhook.UpdatedBy);

    public override string ToString() => $"{nameof(WebhookResource)} {Id}";
}
