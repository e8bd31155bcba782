using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>A keyboard shortcut to a page: one key, two keys in sequence, or a key with Ctrl. The script in shortcuts.js clicks the link with these keys.</summary>
/// <param name="Keys">The keys, separated by a space.</param>
/// <param name="Name">The page's name.</param>
/// <param name="Href">The page's URL.</param>
/// <param name="ForAdministrators">Whether only administrators can open the page.</param>
public sealed record Shortcut(string Keys, string Name, string Href, bool ForAdministrators = false)
{
    public static IReadOnlyList<Shortcut> All { get; } =
    [
        new("g w", "Webhooks", AppUrls.To(AppRoutes.Webhooks)),
        new("Ctrl+K", "Find deliveries", AppUrls.To(AppRoutes.Deliveries)),
        new("g d", "Deliveries", AppUrls.To(AppRoutes.Deliveries)),
        new("g c", "Event catalogue", AppUrls.To(AppRoutes.EventCatalogue)),
        new("g s", "Sandbox", AppUrls.To(AppRoutes.Sandbox)),
        new("g a", "API reference", AppUrls.To(AppRoutes.ApiReference)),
        new("g t", "API tokens", AppUrls.To(AppRoutes.ApiTokens), ForAdministrators: true),
        new("g p", "People", AppUrls.To(AppRoutes.People), ForAdministrators: true),
        new("n", "New webhook", AppUrls.To(AppRoutes.NewWebhook), ForAdministrators: true),
    ];
}
