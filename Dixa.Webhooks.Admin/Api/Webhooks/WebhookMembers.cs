using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Api.Webhooks;

/// <summary>What a request says of a webhook. Classes, since a record's text would show secrets.</summary>
public abstract class WebhookMembers : IJsonOnDeserialized
{
    [Description("1 to 100 characters.")]
    public string? Name { get; init; }

    [Description("Where events are posted to: http or https, without user name and password.")]
    public string? Url { get; init; }

    [Description("The Authorization header of each request.")]
    public Authorization? Authorization { get; init; }

    [Description("Further headers, value by name. Content-Type, X-DIXA-… and what says how a message travels are reserved.")]
    public Dictionary<string, string>? CustomHeaders { get; init; }

    [Description("The events to receive, in the API's names; each counts once.")]
    [EventName]
    public List<string>? Events { get; init; }

    public bool? Enabled { get; init; }

    // The serializer checks no entries for null.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (CustomHeaders?.ContainsValue(null!) is true || Events?.Contains(null!) is true)
        {
            throw new JsonException("An entry is null.");
        }
    }
}

/// <summary>A new webhook. Left out: no authorization, no headers, no events, enabled.</summary>
[Description("A new webhook. What is left out: no authorization, no custom headers, no events, enabled.")]
public sealed class CreateWebhook : WebhookMembers;

/// <summary>Changes to a webhook. What is left out stays as it is.</summary>
[Description("Changes to a webhook. What is left out, or null, stays as it is.")]
public sealed class PatchWebhook : WebhookMembers;
