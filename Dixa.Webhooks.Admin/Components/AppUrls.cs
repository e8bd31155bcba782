using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Components.Webhooks;
using Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;
using Dixa.Webhooks.Admin.Components.Webhooks.Overview;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.WebUtilities;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>Where each screen is. No other file spells an address out, but for the <c>@page</c> lines.</summary>
public static class AppUrls
{
    public const string Home = "/";
    public const string Integrations = "/settings/integrations";
    public const string ApiTokens = Integrations + "/api-tokens";
    public const string Webhooks = Integrations + "/webhooks";
    public const string NewWebhook = Webhooks + "/new";
    public const string EventCatalogue = Integrations + "/event-catalogue";
    public const string NewSandboxWebhook = NewWebhook + "?sandbox=true";
    public const string Sandbox = Integrations + "/sandbox";
    public const string People = "/settings/people";
    public const string Jobs = "/jobs";
    public const string ApiReference = "/docs/api";
    public const string NotFound = "/not-found";
    public const string Error = "/error";

    public const string SignIn = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string SetUp = "/account/setup";
    public const string AccessDenied = "/account/access-denied";
    public const string ResetPassword = "/account/reset-password";
    public const string ChangePassword = "/account/change-password";

    /// <summary>The overview, searched, filtered, sorted and paged.</summary>
    public static string FindWebhooks(WebhookQuery query) => WithQuery(Webhooks, OverviewAddress.Write(query));

    public static string Webhook(Guid id, WebhookTab tab = WebhookTab.Events) =>
        tab.Segment() is { Length: > 0 } segment ? $"{Webhooks}/{id}/{segment}" : $"{Webhooks}/{id}";

    /// <param name="id">The webhook.</param>
    /// <param name="language">Which programming language's example is shown.</param>
    public static string VerifyWebhook(Guid id, string language) => $"{Webhook(id, WebhookTab.Verify)}?lang={Uri.EscapeDataString(language)}";

    /// <summary>A webhook's deliveries, narrowed.</summary>
    public static string Deliveries(Guid id, HistoryFilter filter) => QueryHelpers.AddQueryString(Webhook(id, WebhookTab.Deliveries), filter.Parameters);

    public static string Delivery(Guid id, long deliveryId) => $"{Webhook(id, WebhookTab.Deliveries)}/{deliveryId}";

    /// <summary>A webhook's page with its charts as far back as this.</summary>
    public static string WebhookCharts(Guid id, string range) => WithQuery(Webhook(id), "range", range);

    public static string EditWebhook(Guid id) => $"{Webhooks}/{id}/edit";

    /// <summary>The edit form with one more event chosen.</summary>
    public static string SubscribeWebhook(Guid id, string fqn) => $"{EditWebhook(id)}?subscribe={Uri.EscapeDataString(fqn)}";

    /// <summary>The form for a new webhook with one event chosen.</summary>
    public static string NewWebhookFor(string fqn) => $"{NewWebhook}?subscribe={Uri.EscapeDataString(fqn)}";

    /// <summary>The form for a new webhook, filled in as another is, but for what is secret.</summary>
    public static string CopyWebhook(Guid id) => $"{NewWebhook}?copy={id}";

    /// <param name="id">The webhook.</param>
    /// <param name="fqn">The event type that is chosen at first; null for the first that the webhook subscribes to.</param>
    public static string TestWebhook(Guid id, string? fqn = null) => WithQuery($"{Webhooks}/{id}/test", "event", fqn);

    /// <summary>The catalogue, searched.</summary>
    public static string SearchEvents(string? search) => WithQuery(EventCatalogue, "q", search);

    /// <summary>One event type in the catalogue; the search stays beside it.</summary>
    public static string CatalogueEvent(string fqn, string? search = null) => WithQuery($"{EventCatalogue}/{Uri.EscapeDataString(fqn)}", "q", search);

    /// <param name="id">The webhook.</param>
    /// <param name="fqn">The event type as payloads spell it, for example <c>CONVERSATION_RATED</c>.</param>
    public static string WebhookEvent(Guid id, string fqn) => $"{Webhooks}/{id}/events/{Uri.EscapeDataString(fqn)}";

    /// <summary>The link that sets a new password.</summary>
    public static string ResetPasswordWith(string secret) => WithQuery(ResetPassword, "token", secret);

    public static string SignInAndReturnTo(string localUrl) => $"{SignIn}?returnUrl={Uri.EscapeDataString(localUrl)}";

    /// <summary>The address to go to when it lies inside this application, else the start page: a link must not send its reader elsewhere.</summary>
    public static string LocalOrHome(string? url) =>
        url is ['/'] or ['/', not ('/' or '\\'), ..] && !url.Any(char.IsControl) ? Ascii(url) : Home;

    /// <summary>A header takes ASCII only; a browser escapes the rest in the same way.</summary>
    private static string Ascii(string url) =>
        string.Concat(url.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));

    private static string WithQuery(string path, string name, string? value) => WithQuery(path, [(name, value)]);

    private static string WithQuery(string path, IEnumerable<(string Name, string? Value)> values)
    {
        var query = string.Join('&', values
            .Where(value => !string.IsNullOrWhiteSpace(value.Value))
            .Select(value => $"{value.Name}={Uri.EscapeDataString(value.Value!)}"));
        return query.Length > 0 ? $"{path}?{query}" : path;
    }
}
