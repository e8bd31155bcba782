using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Components.Audit;
using Dixa.Webhooks.Admin.Components.Webhooks;
using Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;
using Dixa.Webhooks.Admin.Components.Webhooks.Overview;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.WebUtilities;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>Builds the links of components to screens: an <see cref="AppRoutes"/> route with its parameters.</summary>
public static class AppUrls
{
    public const string NewSandboxWebhook = AppRoutes.NewWebhook + "?sandbox=true";

    /// <summary>The list of webhooks with a search, a filter, a sort order and a page.</summary>
    public static string FindWebhooks(WebhookQuery query) => WithQuery(AppRoutes.Webhooks, OverviewAddress.Write(query));

    public static string Webhook(Guid id, WebhookTab tab = WebhookTab.Events) =>
        tab.Segment() is { Length: > 0 } segment ? AppRoutes.Fill(AppRoutes.WebhookTab, id, segment) : AppRoutes.Fill(AppRoutes.Webhook, id);

    /// <summary>The Verify tab with the example in this programming language.</summary>
    public static string VerifyWebhook(Guid id, string language) => $"{Webhook(id, WebhookTab.Verify)}?lang={Uri.EscapeDataString(language)}";

    /// <summary>A webhook's deliveries with a filter.</summary>
    public static string Deliveries(Guid id, HistoryFilter filter) => QueryHelpers.AddQueryString(Webhook(id, WebhookTab.Deliveries), filter.Parameters);

    /// <summary>The audit log, or its download, with a filter.</summary>
    public static string AuditLog(AuditUrl filter, string path = AppRoutes.AuditLog) => QueryHelpers.AddQueryString(path, filter.Parameters);

    public static string Delivery(Guid id, long deliveryId) => AppRoutes.Fill(AppRoutes.Delivery, id, deliveryId);

    /// <summary>A webhook's page with its charts over this time range.</summary>
    public static string WebhookCharts(Guid id, string range) => WithQuery(Webhook(id), "range", range);

    public static string EditWebhook(Guid id) => AppRoutes.Fill(AppRoutes.EditWebhook, id);

    /// <summary>The edit form with one more event type preselected.</summary>
    public static string SubscribeWebhook(Guid id, string fqn) => $"{EditWebhook(id)}?subscribe={Uri.EscapeDataString(fqn)}";

    /// <summary>The form for a new webhook with one event type preselected.</summary>
    public static string NewWebhookFor(string fqn) => $"{AppRoutes.NewWebhook}?subscribe={Uri.EscapeDataString(fqn)}";

    /// <summary>The form for a new webhook, filled in from another webhook without its secret values.</summary>
    public static string CopyWebhook(Guid id) => $"{AppRoutes.NewWebhook}?copy={id}";

    /// <summary>The test page with an event type preselected; null preselects the first one that the webhook subscribes to.</summary>
    public static string TestWebhook(Guid id, string? fqn = null) => WithQuery(AppRoutes.Fill(AppRoutes.TestWebhook, id), "event", fqn);

    /// <summary>The event catalogue with a search.</summary>
    public static string SearchEvents(string? search) => WithQuery(AppRoutes.EventCatalogue, "q", search);

    /// <summary>One event type in the catalogue. The search stays next to it.</summary>
    public static string CatalogueEvent(string fqn, string? search = null) => WithQuery(AppRoutes.Fill(AppRoutes.CatalogueEvent, fqn), "q", search);

    /// <summary>A webhook's deliveries of one event type, named as in payloads, for example <c>CONVERSATION_RATED</c>.</summary>
    public static string WebhookEvent(Guid id, string fqn) => AppRoutes.Fill(AppRoutes.WebhookEvent, id, fqn);

    /// <summary>The page that sets a new password with a one-time token.</summary>
    public static string ResetPasswordWith(string secret) => WithQuery(AppRoutes.ResetPassword, "token", secret);

    public static string SignInAndReturnTo(string localUrl) => $"{AppRoutes.SignIn}?returnUrl={Uri.EscapeDataString(localUrl)}";

    /// <summary>The URL if it is local to this application, otherwise the start page. Prevents open redirects.</summary>
    public static string LocalOrHome(string? url) =>
        url is ['/'] or ['/', not ('/' or '\\'), ..] && !url.Any(char.IsControl) ? Ascii(url) : AppRoutes.Home;

    /// <summary>Escapes non-ASCII characters as a browser would, because the Location header allows only ASCII.</summary>
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
