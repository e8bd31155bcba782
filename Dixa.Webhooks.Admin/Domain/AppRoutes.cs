using System.Globalization;

namespace Dixa.Webhooks.Admin.Domain;

/// <summary>Every path of the application. No other file spells one out; pages name their route with <c>[Route]</c>.</summary>
public static class AppRoutes
{
    // Pages.
    public const string Home = "/";
    public const string Integrations = "/settings/integrations";
    public const string ApiTokens = Integrations + "/api-tokens";
    public const string Sandbox = Integrations + "/sandbox";
    public const string People = "/settings/people";
    public const string System = "/settings/system";
    public const string SettingsInForce = System + "/settings";
    public const string Storage = System + "/storage";
    public const string Privacy = "/settings/privacy";
    public const string AuditLog = "/settings/audit-log";
    public const string NotFound = "/not-found";
    public const string Error = "/error";

    public const string EventCatalogue = Integrations + "/event-catalogue";
    public const string CatalogueEvent = EventCatalogue + "/{Fqn}";

    public const string Webhooks = Integrations + "/webhooks";
    public const string Deliveries = Integrations + "/deliveries";
    public const string PayloadSearch = Deliveries + "/payloads";
    public const string BulkActions = Deliveries + "/actions";
    public const string Timeline = Integrations + "/timeline";
    public const string Event = Integrations + "/events/{EventId:guid}";

    public const string NewWebhook = Webhooks + "/new";
    public const string Webhook = Webhooks + "/{Id:guid}";
    public const string WebhookTab = Webhook + "/{Tab}";
    public const string EditWebhook = Webhook + "/edit";
    public const string TestWebhook = Webhook + "/test";
    public const string WebhookEvent = Webhook + "/events/{EventType}";
    public const string Delivery = Webhook + "/deliveries/{DeliveryId:long}";

    public const string SignIn = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string SetUp = "/account/setup";
    public const string AccessDenied = "/account/access-denied";
    public const string ResetPassword = "/account/reset-password";
    public const string ChangePassword = "/account/change-password";

    // Downloads.
    public const string DeliveriesCsv = Deliveries + "/export.csv";
    public const string AuditCsv = AuditLog + "/export.csv";
    public const string AuditNdjson = AuditLog + "/export.ndjson";
    public const string SupportBundle = System + "/support-bundle.zip";

    // Pages of other packages.
    public const string Jobs = "/jobs";
    public const string ApiReference = "/docs/api";
    public const string ApiDocument = "/openapi/{documentName}.json";

    /// <summary>The Blazor hub that pages connect to. The framework puts negotiation and the other endpoints below this path.</summary>
    public const string Hub = "/_blazor";

    // For monitoring.
    public const string Alive = "/healthz";
    public const string Ready = "/readyz";
    public const string Metrics = "/metrics";

    // For programs.
    public const string Api = "/v1";
    public const string Events = Api + "/events";

    /// <summary>The sandbox's endpoint. A browser that opens it gets the sandbox's page.</summary>
    public const string SandboxReceiver = "/sandbox";

    /// <summary>Where the sandbox redirects to.</summary>
    public const string SandboxElsewhere = SandboxReceiver + "/elsewhere";

    /// <summary>Fills in a route's parameters, in their order, and escapes them.</summary>
    public static string Fill(string route, params IEnumerable<object> values)
    {
        var next = new Queue<object>(values);
        return string.Join('/', route.Split('/').Select(segment =>
            segment.StartsWith('{') ? Uri.EscapeDataString(Convert.ToString(next.Dequeue(), CultureInfo.InvariantCulture)!) : segment));
    }
}
