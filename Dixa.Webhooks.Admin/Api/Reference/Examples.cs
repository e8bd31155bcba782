using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dixa.Webhooks.Admin.Api.EventTypes;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Api.Reference;

/// <summary>The reference's example requests and responses.</summary>
internal static class Examples
{
    // The first two events: no event type is named outside the catalogue.
    private static readonly EventType Event = EventCatalogue.All[0];
    private static readonly EventType Other = EventCatalogue.All[1];

    private static readonly string Webhook = $$"""
        {"id":"019ab7c2-5a10-7c3e-9d1b-0f6a2b7c8d90","name":"CRM updates","subscribedEvents":["{{Event.ApiName}}","{{Other.ApiName}}"],
        "url":"https://crm.example.com/dixa","headers":{"Authorization":"Bearer token-of-the-crm","X-Api-Key":"key-of-the-crm"},
        "secretKey":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f","enabled":true,
        "createdAt":"2026-03-02T09:00:00.000Z","createdBy":"64b777c3-eb82-49fb-bb3e-294afb5d840c",
        "updatedAt":"2026-03-02T09:00:00.000Z","updatedBy":"64b777c3-eb82-49fb-bb3e-294afb5d840c"}
        """;

    private const string Detail = """{"deliveryTimestamp":"2026-03-02T09:14:08.120Z","success":true,"responseCode":200,"responseText":"OK"}""";

    /// <summary>The payload as a JSON string, as in the contract.</summary>
    private static readonly string Payload = JsonSerializer.Serialize(Encoding.UTF8.GetString(
        new EventEnvelope(
            Guid.Parse("0be2bd61-7e28-4620-87f0-74952725d960"),
            Event,
            EventEnvelope.DefaultVersion,
            new DateTimeOffset(2026, 3, 2, 9, 14, 7, 412, TimeSpan.Zero),
            new Organization(Guid.Parse("7b2f1f3c-5f0e-4a53-9a3c-0c9a5a6d1e42"), "Dixa")).ToUtf8Json(Event.Data.Sample.Span)));

    private static readonly string Delivery = $$"""
        {"id":4711,"eventId":"0be2bd61-7e28-4620-87f0-74952725d960","event":"{{Event.ApiName}}","status":"Delivered","attemptCount":1,
        "createdAt":"2026-03-02T09:14:08.000Z","nextAttemptAt":null,"lastAttempt":{{Detail}},"cancelledReason":null,"test":false,"resendOf":null,"contentRemovedAt":null,"contentRemovedReason":null}
        """;

    private static readonly string Details = $$"""
        {"delivery":{{Delivery}},
        "attempts":[{"number":1,"startedAt":"2026-03-02T09:14:08.120Z","durationMilliseconds":38,"success":true,"responseCode":200,"responseText":"OK","responseBody":"ok","responseTruncated":false}],
        "payload":{{Payload}}}
        """;

    private static readonly string Found = $$"""{"webhookId":"019ab7c2-5a10-7c3e-9d1b-0f6a2b7c8d90","webhook":"CRM updates","conversation":4711,"delivery":{{Delivery}}}""";

    private static readonly Dictionary<string, string> Requests = new()
    {
        ["createWebhook"] = $$"""
            {"name":"CRM updates","url":"https://crm.example.com/dixa","events":["{{Event.ApiName}}","{{Other.ApiName}}"],
            "authorization":{"_type":"TokenAuth","value":"token-of-the-crm"},"customHeaders":{"X-Api-Key":"key-of-the-crm"},"enabled":true}
            """,
        ["patchWebhook"] = """{"enabled":false}""",
        ["rotateSecret"] = """{"overlapSeconds":86400}""",
        ["testWebhook"] = $$"""{"event":"{{Event.ApiName}}"}""",
        ["erasePerson"] = """{"value":"freja.holm@example.com","dryRun":true}""",
        ["replayMissed"] = $$"""{"since":"2026-03-02T09:00:00Z","until":"2026-03-02T17:00:00Z","events":["{{Event.ApiName}}","{{Other.ApiName}}"],"perSecond":50,"dryRun":true}""",
        ["resendFailed"] = """{"since":"2026-03-02T09:00:00Z","include":["Failed","Cancelled"],"dryRun":true}""",
        [Publishing.Name] = $$"""{"event_fqn":"{{Event.Fqn}}","data":{{Encoding.UTF8.GetString(Event.Data.Sample.Span)}}}""",
    };

    // The "data" member of each response.
    private static readonly Dictionary<string, string> Responses = new()
    {
        ["listWebhooks"] = $"[{Webhook}]",
        ["createWebhook"] = Webhook,
        ["getWebhook"] = Webhook,
        ["patchWebhook"] = Webhook,
        ["rotateSecret"] = Webhook,
        ["getDeliveryStatus"] = $$"""
            [{"event":"{{Event.ApiName}}","deliveryStatus":{"_type":"DeliveryDetail",{{Detail[1..]}}},
            {"event":"{{Other.ApiName}}","deliveryStatus":{"_type":"NoRecentDelivery"} }]
            """,
        ["getDeliveryLog"] = $$"""[{"deliveryDetail":{{Detail}},"payload":{{Payload}}}]""",
        ["listDeliveries"] = $"[{Delivery}]",
        ["getDelivery"] = Details,
        ["findDeliveries"] = $"[{Found}]",
        ["getEvent"] = $$"""
            {"eventId":"0be2bd61-7e28-4620-87f0-74952725d960","event":"{{Event.ApiName}}","receivedAt":"2026-03-02T09:14:08.000Z","conversation":4711,"payload":{{Payload}},
            "contentRemovedAt":null,"deliveries":[{{Found}}],
            "notSent":[{"webhookId":"019ab7c2-6b21-7d4f-8e2c-1a7b3c8d9e01","webhook":"Analytics","reason":"Disabled","at":"2026-03-01T17:20:00.000Z","by":"ada@example.com"}]}
            """,
        ["testWebhook"] = Details.Replace("\"test\":false", "\"test\":true", StringComparison.Ordinal),
        ["resendDelivery"] = $$"""
            {"id":4712,"eventId":"0be2bd61-7e28-4620-87f0-74952725d960","event":"{{Event.ApiName}}","status":"Pending","attemptCount":0,
            "createdAt":"2026-03-02T10:00:00.000Z","nextAttemptAt":"2026-03-02T10:00:00.000Z","lastAttempt":null,"cancelledReason":null,"test":false,"resendOf":4711,"contentRemovedAt":null,"contentRemovedReason":null}
            """,
        ["erasePerson"] = """{"events":12,"deliveries":24,"pending":1,"webhooks":2,"from":"2026-03-02T09:14:08.000Z","to":"2026-03-05T16:02:41.000Z","otherMentions":0}""",
        ["erasePerson 202"] = """
            {"id":"019ab7c2-5a10-7c3e-9d1b-0f6a2b7c8d90","status":"Running","progress":0,"requestedAt":"2026-03-06T08:00:00.000Z","finishedAt":null,"events":0,"cancelled":0,"responses":0}
            """,
        ["getErasure"] = """
            {"id":"019ab7c2-5a10-7c3e-9d1b-0f6a2b7c8d90","status":"Finished","progress":1,"requestedAt":"2026-03-06T08:00:00.000Z","finishedAt":"2026-03-06T08:00:04.000Z","events":12,"cancelled":1,"responses":0}
            """,
        ["replayMissed"] = $$"""
            {"count":1204,"byEvent":[{"event":"{{Event.ApiName}}","count":1200,"removed":2},{"event":"{{Other.ApiName}}","count":4,"removed":0}],"removed":2,
            "earliest":"2026-02-01T00:00:03.000Z","dryRun":true,"replayId":null}
            """,
        ["replayMissed 202"] = $$"""
            {"count":1204,"byEvent":[{"event":"{{Event.ApiName}}","count":1200,"removed":2},{"event":"{{Other.ApiName}}","count":4,"removed":0}],"removed":2,
            "earliest":"2026-02-01T00:00:03.000Z","dryRun":false,"replayId":"0198e2c4-6c1f-7a52-9a53-0a4d6ae1b7c9"}
            """,
        ["getReplay"] = """
            {"id":"019ab7c2-7c32-7e50-9f3d-2b8c4d9eaf12","status":"Running","count":1204,"sent":312,"skipped":0,"perSecond":50,"startedAt":"2026-03-02T17:05:00.000Z","endedAt":null,"reason":null}
            """,
        ["resendFailed"] = """{"count":45,"failed":3,"cancelled":42,"dryRun":true}""",
        ["listAudit"] = """
            [{"id":812,"at":"2026-03-02T09:14:07.412Z","actor":{"kind":"Person","id":"64b777c3-eb82-49fb-bb3e-294afb5d840c","name":"ada@example.com"},
            "address":"198.51.100.7","action":"SecretRotated","target":{"kind":"Webhook","id":"019ab7c2-5a10-7c3e-9d1b-0f6a2b7c8d90","name":"CRM updates"},
            "detail":{"overlapSeconds":86400}}]
            """,
        ["listEventTypes"] = $"[{JsonSerializer.Serialize(EventTypeDescription.Of(Event), JsonSerializerOptions.Web)}]",
        [Publishing.Name] = """{"event_id":"0be2bd61-7e28-4620-87f0-74952725d960","deliveries":1,"duplicate":false}""",
    };

    public static JsonNode? Request(string operation) => Requests.TryGetValue(operation, out var json) ? JsonNode.Parse(json) : null;

    public static JsonNode? Response(string operation, string status)
    {
        if (!Responses.TryGetValue($"{operation} {status}", out var json) && !Responses.TryGetValue(operation, out json))
        {
            return null;
        }

        var response = new JsonObject { ["data"] = JsonNode.Parse(json) };
        if (operation is "listDeliveries" or "findDeliveries" or "listAudit")
        {
            response["meta"] = new JsonObject { ["next"] = null };
        }

        return response;
    }

    /// <summary>The meaning of a status, and an example message for an error.</summary>
    public static (string Meaning, string? Message) Refusal(string status) => status switch
    {
        "200" => ("OK.", null),
        "201" => ("Created.", null),
        "202" => ("Accepted and stored.", null),
        "204" => ("Removed. No body.", null),
        "400" => ("The path, query or body is invalid. The message names the field, if any.", ApiErrors.BadBody),
        "401" => ("The API token is missing or invalid.", "Send a valid API token in the Authorization header."),
        "403" => ("The token does not have the required scope.", "This API token does not have the scope \"manage webhooks\"."),
        "404" => ("Not found.", ApiErrors.Unknown),
        "409" => ("The current state does not allow the operation. The message says why.", ResendPolicy.WebhookIsDisabled),
        "413" => ("The body is too large.", "The body must be at most 1,048,576 bytes."),
        "429" => ("Too many requests with this token.", "Too many requests with this API token. Try again in 1 s."),
        _ => ("Internal error.", ApiErrors.Broken),
    };
}
