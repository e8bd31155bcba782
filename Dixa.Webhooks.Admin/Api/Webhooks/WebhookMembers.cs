using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Api.Webhooks;

/// <summary>
/// What a request says of a webhook. Classes, since a record's text would show secrets. Clients written for Dixa's API may send
/// members that we do not know, so those are ignored, unless one looks like a member of ours: then ignoring it would lose what somebody meant.
/// </summary>
public abstract class WebhookMembers : RequestMembers, IJsonOnDeserialized
{
    /// <summary>Names that others use for what is called differently here.</summary>
    private static readonly Dictionary<string, string> OtherWords = new()
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

        return (OtherWords.GetValueOrDefault(plain) ?? UnknownNames.Suggestion(name, known)) is { } meant
            ? UnknownNames.Message(name, "member of this request", meant)
            : null;
    }

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
public sealed class CreateWebhook : WebhookMembers
{
    /// <summary>What the application decides itself. Ignoring a value would let the client believe that it counts.</summary>
    private protected override string? Error(string name, JsonElement value, IReadOnlyList<string> known) =>
        name is "id" or "secretKey" && value.ValueKind is not JsonValueKind.Null
            ? $"{name} cannot be set. Each new webhook gets one of its own."
            : base.Error(name, value, known);
}

/// <summary>Changes to a webhook. What is left out stays as it is.</summary>
[Description("Changes to a webhook. What is left out, or null, stays as it is.")]
public sealed class PatchWebhook : WebhookMembers
{
    /// <summary>Members of the answer to a GET are compared with the webhook once it is read.</summary>
    private protected override string? Error(string name, JsonElement value, IReadOnlyList<string> known) =>
        ReadOnlyMembers.Names.Contains(name) ? null : base.Error(name, value, known);
}
