using System.ComponentModel;
using System.Text.Json.Serialization;
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
    [Description("What it is for. Left out if it is empty. Not in Dixa's API.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Description { get; init; }

    [Description("The person or team that is responsible for it. Left out if it is empty. Not in Dixa's API.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Owner { get; init; }

    [Description("Words to find it by. Left out if there are none. Not in Dixa's API.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Tags { get; init; }

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
        webhook.UpdatedBy)
    {
        Description = webhook.Description.Length > 0 ? webhook.Description : null,
        Owner = webhook.Owner.Length > 0 ? webhook.Owner : null,
        Tags = webhook.Tags.Count > 0 ? webhook.Tags : null,
    };

    public override string ToString() => $"{nameof(WebhookResource)} {Id}";
}
