using Dixa.Webhooks.Admin.Accounts.Tokens;

namespace Dixa.Webhooks.Admin.Components.Layout;

/// <summary>A key, or two after each other, and where they lead. The script clicks the link that carries them.</summary>
/// <param name="Keys">As they are typed, with a space between two.</param>
/// <param name="Name">What is there.</param>
/// <param name="Href">Its address.</param>
/// <param name="ForAdministrators">Nobody else gets in there.</param>
public sealed record Shortcut(string Keys, string Name, string Href, bool ForAdministrators = false)
{
    public static IReadOnlyList<Shortcut> All { get; } =
    [
        new("g w", "Webhooks", AppUrls.Webhooks),
        new("g c", "Event catalogue", AppUrls.EventCatalogue),
        new("g s", "Sandbox", AppUrls.Sandbox),
        new("g t", "API tokens", AppUrls.ApiTokens, ForAdministrators: true),
        new("g p", "People", AppUrls.People, ForAdministrators: true),
        new("n", "New webhook", AppUrls.NewWebhook, ForAdministrators: true),
    ];
}
