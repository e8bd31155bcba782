using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Api.Webhooks;

/// <summary>
/// A request's members of a webhook. A class, because a record's ToString would show secrets. Clients written for Dixa's API may send
/// members that are unknown here, so those are ignored, unless one resembles a known member and is probably a mistake.
/// </summary>
public abstract class WebhookMembers : RequestMembers, IJsonOnDeserialized
{
    /// <summary>Names from other APIs, normalized, with the names used here.</summary>
    private static readonly Dictionary<string, string> Synonyms = new()
    {
        ["ISENABLED"] = "enabled",
        ["ACTIVE"] = "enabled",
        ["ISACTIVE"] = "enabled",
        ["DISABLED"] = "enabled",
        ["ISDISABLED"] = "enabled",
        ["SUBSCRIBEDEVENTS"] = "events",
        ["EVENTTYPES"] = "events",
        ["HEADERS"] = "customHeaders",
        ["AUTH"] = "authorization",
        ["WEBHOOKURL"] = "url",
        ["WEBHOOKNAME"] = "name",
    };

    [Description("1 to 100 characters.")]
    public string? Name { get; init; }

    [Description("The http or https URL to send events to, without user name and password.")]
    public string? Url { get; init; }

    [Description("The Authorization header of deliveries.")]
    public Authorization? Authorization { get; init; }

    [Description("Additional headers, as names and values. Content-Type, X-DIXA-… and transport headers are reserved.")]
    public Dictionary<string, string>? CustomHeaders { get; init; }

    [Description("The events to receive, by their names in this API. Duplicates are ignored.")]
    [EventName]
    public List<string>? Events { get; init; }

    public bool? Enabled { get; init; }

    [Description("What it is for, up to 500 characters. Empty to remove it. Not in Dixa's API.")]
    public string? Description { get; init; }

    [Description("The person or team that is responsible for it, up to 100 characters. Empty to remove it. Not in Dixa's API.")]
    public string? Owner { get; init; }

    [Description("Up to 10 words to find it by, of up to 30 characters each. Empty to remove them. Duplicates are ignored. Not in Dixa's API.")]
    public List<string>? Tags { get; init; }

    private protected override string? Error(string name, JsonElement value, IReadOnlyList<string> known)
    {
        var plain = UnknownNames.Plain(name);
        if (value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        if (plain is "FILTERS" or "FILTER")
        {
            return "filters is not supported yet.";
        }

        return (Synonyms.GetValueOrDefault(plain) ?? UnknownNames.Suggestion(name, known)) is { } intended
            ? UnknownNames.Message(name, "member of this request", intended)
            : null;
    }

    // The serializer does not check entries for null.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (CustomHeaders?.ContainsValue(null!) is true || Events?.Contains(null!) is true || Tags?.Contains(null!) is true)
        {
            throw new JsonException("An entry is null.");
        }
    }
}

[Description("A new webhook. By default it has no authorization, no custom headers and no events, and is enabled.")]
public sealed class CreateWebhook : WebhookMembers
{
    /// <summary>Refuses values that the application generates. Ignoring them would mislead the client.</summary>
    private protected override string? Error(string name, JsonElement value, IReadOnlyList<string> known) =>
        name is "id" or "secretKey" && value.ValueKind is not JsonValueKind.Null
            ? $"{name} cannot be set. It is generated for each new webhook."
            : base.Error(name, value, known);
}

[Description("Changes to a webhook. Members that are omitted or null do not change.")]
public sealed class PatchWebhook : WebhookMembers
{
    /// <summary>Accepts the members of a GET response; they are compared with the webhook once it is read.</summary>
    private protected override string? Error(string name, JsonElement value, IReadOnlyList<string> known) =>
        ReadOnlyMembers.Names.Contains(name) ? null : base.Error(name, value, known);
}
