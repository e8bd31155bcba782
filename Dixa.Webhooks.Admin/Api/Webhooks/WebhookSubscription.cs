using System.ComponentModel;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Subscriptions;

namespace Dixa.Webhooks.Admin.Api.Webhooks;

/// <summary>A webhook, as the contract has it.</summary>
[Description("A webhook: which events go where.")]
public sealed record WebhookSubscription(
    Guid Id,
    string Name,
    [property: Description("The events that it receives, in the API's names."), EventName] IReadOnlyList<string> SubscribedEvents,
    string Url,
    [property: Description($"What goes out with each request: the rendered Authorization header and the custom ones. A token that may only read gets {Mask.Text} for each value.")]
    IReadOnlyDictionary<string, string> Headers,
    [property: Description($"Signs what is sent: 64 hex digits, to be decoded to 32 bytes. A token that may only read gets {Mask.Text}.")] string SecretKey,
    bool Enabled,
    DateTimeOffset CreatedAt,
    [property: Description("The person or API token that created it.")] Guid CreatedBy,
    DateTimeOffset UpdatedAt,
    [property: Description("The person or API token that changed it last; all zeros for the application itself.")] Guid UpdatedBy)
{
    internal static WebhookSubscription Of(WebhookApiModel webhook) => new(
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

    public override string ToString() => $"{nameof(WebhookSubscription)} {Id}";
}
