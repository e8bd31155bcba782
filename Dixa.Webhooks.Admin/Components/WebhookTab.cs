namespace Dixa.Webhooks.Admin.Components;

/// <summary>The tabs of a webhook's page, in display order. To add one, add a name here and a case in the switch of WebhookPage.</summary>
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

    /// <summary>The last segment of the tab's URL; empty for the first tab, which is the webhook's page itself.</summary>
    public static string Segment(this WebhookTab tab) => tab == All[0] ? "" : tab.ToString().ToLowerInvariant();

    /// <summary>The tab with this URL segment; null when there is none.</summary>
    public static WebhookTab? Find(string? segment) =>
        All.Cast<WebhookTab?>().FirstOrDefault(tab => string.Equals(tab!.Value.Segment(), segment ?? "", StringComparison.OrdinalIgnoreCase));
}
