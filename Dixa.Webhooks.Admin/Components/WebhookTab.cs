namespace Dixa.Webhooks.Admin.Components;

/// <summary>The tabs of a webhook's page, in their order. A new one is a name here and a part in the page's switch.</summary>
public enum WebhookTab
{
    Events,
    Deliveries,
    Activity,
    Verify,
}

public static class WebhookTabs
{
    public static IReadOnlyList<WebhookTab> All { get; } = Enum.GetValues<WebhookTab>();

    /// <summary>What stands after the webhook's address; nothing for the first, which is the page itself.</summary>
    public static string Segment(this WebhookTab tab) => tab == All[0] ? "" : tab.ToString().ToLowerInvariant();

    /// <summary>The tab that an address names; null when it is none of them.</summary>
    public static WebhookTab? Find(string? segment) =>
        All.Cast<WebhookTab?>().FirstOrDefault(tab => string.Equals(tab!.Value.Segment(), segment ?? "", StringComparison.OrdinalIgnoreCase));
}
