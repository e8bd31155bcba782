using System.Globalization;
using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Components.Audit;
using Dixa.Webhooks.Admin.Components.Search;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Components.Webhooks;
using Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;
using Dixa.Webhooks.Admin.Components.Webhooks.Details;
using Dixa.Webhooks.Admin.Components.Webhooks.Overview;
using Dixa.Webhooks.Admin.Components.Webhooks.Replays;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.WebUtilities;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>
/// Builds the links of components to screens: an <see cref="AppRoutes"/> route with its parameters. Links have no slash at their start, so that they
/// are relative to the base path of the application.
/// </summary>
public static class AppUrls
{
    public static readonly string NewSandboxWebhook = To(AppRoutes.NewWebhook) + "?sandbox=true";

    /// <summary>A link to a route whose parameters, if any, are filled in in their order.</summary>
    public static string To(string route, params IEnumerable<object> values) =>
        route == AppRoutes.Home ? "./" : AppRoutes.Fill(route, values).TrimStart('/');

    /// <summary>The list of webhooks with a search, a filter, a sort order and a page.</summary>
    public static string FindWebhooks(WebhookQuery query) => WithQuery(To(AppRoutes.Webhooks), OverviewAddress.Write(query));

    public static string Webhook(Guid id, WebhookTab tab = WebhookTab.Events) =>
        tab.Segment() is { Length: > 0 } segment ? To(AppRoutes.WebhookTab, id, segment) : To(AppRoutes.Webhook, id);

    /// <summary>The Verify tab with the example in this programming language.</summary>
    public static string VerifyWebhook(Guid id, string language) => $"{Webhook(id, WebhookTab.Verify)}?lang={Uri.EscapeDataString(language)}";

    /// <summary>A webhook's deliveries with a filter, and one of them next to the list.</summary>
    public static string Deliveries(Guid id, HistoryFilter filter, long? open = null) =>
        WithOpen(QueryHelpers.AddQueryString(Webhook(id, WebhookTab.Deliveries), filter.Parameters), open?.ToString(CultureInfo.InvariantCulture));

    /// <summary>The deliveries of all webhooks, or their download, with a search and filters, and one of them next to the list.</summary>
    public static string FindDeliveries(FindAddress address, string path = AppRoutes.Deliveries, OpenDelivery? open = null) =>
        WithOpen(QueryHelpers.AddQueryString(To(path), address.Parameters), open?.ToString());

    /// <summary>The deliveries of a webhook whose last attempt ended in this way; see <see cref="Recording.Finding.OutcomeFilter"/>.</summary>
    public static string DeliveriesWith(Guid id, string outcome) => FindDeliveries(new FindAddress { Webhook = id.ToString(), Outcome = outcome });

    /// <summary>The events about a conversation or a person, or the page of them after an event's key.</summary>
    public static string Timeline(string search, long? after = null) =>
        WithQuery(To(AppRoutes.Timeline), [(FindAddress.SearchName, search), (TimelinePage.AfterName, after?.ToString(CultureInfo.InvariantCulture))]);

    public static string Conversation(long number) => Timeline(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The search of payloads.</summary>
    public static string SearchPayloads(PayloadSearchAddress address) => QueryHelpers.AddQueryString(To(AppRoutes.PayloadSearch), address.Parameters);

    public static string Event(Guid eventId) => To(AppRoutes.Event, eventId);

    /// <summary>The audit log, or its download, with a filter.</summary>
    public static string AuditLog(AuditUrl filter, string path = AppRoutes.AuditLog) => QueryHelpers.AddQueryString(To(path), filter.Parameters);

    public static string Delivery(Guid id, long deliveryId) => To(AppRoutes.Delivery, id, deliveryId);

    /// <summary>A webhook's page with its charts over this time range.</summary>
    public static string WebhookCharts(Guid id, string range) => WithQuery(Webhook(id), "range", range);

    /// <summary>A webhook's page with the dialog that sends missed events.</summary>
    public static string ReplayMissed(Guid id, ReplaySelection? selection = null) => WithQuery(
        Webhook(id), [(WebhookPage.ReplayName, "true"), ("since", Exact(selection?.Since)), ("until", Exact(selection?.Until)), ("event", selection?.Event), ("eventId", selection?.EventId?.ToString())]);

    public static string EditWebhook(Guid id) => To(AppRoutes.EditWebhook, id);

    /// <summary>The edit form with one more event type preselected.</summary>
    public static string SubscribeWebhook(Guid id, string fqn) => $"{EditWebhook(id)}?subscribe={Uri.EscapeDataString(fqn)}";

    /// <summary>The form for a new webhook with one event type preselected.</summary>
    public static string NewWebhookFor(string fqn) => $"{To(AppRoutes.NewWebhook)}?subscribe={Uri.EscapeDataString(fqn)}";

    /// <summary>The form for a new webhook, filled in from another webhook without its secret values.</summary>
    public static string CopyWebhook(Guid id) => $"{To(AppRoutes.NewWebhook)}?copy={id}";

    /// <summary>The test page with an event type preselected; null preselects the first one that the webhook subscribes to.</summary>
    /// <param name="delivery">The delivery whose data to start with; null for the event type's sample.</param>
    public static string TestWebhook(Guid id, string? fqn = null, long? delivery = null) =>
        WithQuery(To(AppRoutes.TestWebhook, id), [("event", fqn), ("delivery", delivery?.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The event catalogue with a search.</summary>
    public static string SearchEvents(string? search) => WithQuery(To(AppRoutes.EventCatalogue), "q", search);

    /// <summary>One event type in the catalogue. The search stays next to it.</summary>
    public static string CatalogueEvent(string fqn, string? search = null) => WithQuery(To(AppRoutes.CatalogueEvent, fqn), "q", search);

    /// <summary>A webhook's deliveries of one event type, named as in payloads, for example <c>CONVERSATION_RATED</c>.</summary>
    public static string WebhookEvent(Guid id, string fqn) => To(AppRoutes.WebhookEvent, id, fqn);

    /// <summary>The page that sets a new password with a one-time token.</summary>
    public static string ResetPasswordWith(string secret) => WithQuery(To(AppRoutes.ResetPassword), "token", secret);

    public static string SignInAndReturnTo(string localUrl) => $"{To(AppRoutes.SignIn)}?returnUrl={Uri.EscapeDataString(localUrl)}";

    /// <summary>The URL if it is local to this application, otherwise the start page. Prevents open redirects.</summary>
    /// <param name="url">A path with an optional query.</param>
    /// <param name="basePath">The base path with a slash at its end.</param>
    public static string LocalOrHome(string? url, string basePath) =>
        url is ['/'] or ['/', not ('/' or '\\'), ..] && !url.Any(char.IsControl) && url.StartsWith(basePath, StringComparison.OrdinalIgnoreCase) ? Ascii(url) : basePath;

    /// <summary>Escapes non-ASCII characters as a browser would, because the Location header allows only ASCII.</summary>
    private static string Ascii(string url) =>
        string.Concat(url.EnumerateRunes().Select(rune => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));

    private static string WithOpen(string url, string? open) => open is null ? url : QueryHelpers.AddQueryString(url, TwoPanes.OpenName, open);

    private static string? Exact(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static string WithQuery(string path, string name, string? value) => WithQuery(path, [(name, value)]);

    private static string WithQuery(string path, IEnumerable<(string Name, string? Value)> values)
    {
        var query = string.Join('&', values
            .Where(value => !string.IsNullOrWhiteSpace(value.Value))
            .Select(value => $"{value.Name}={Uri.EscapeDataString(value.Value!)}"));
        return query.Length > 0 ? $"{path}?{query}" : path;
    }
}
