using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>The words for the overview's filters and orders.</summary>
public static class FilterText
{
    public static string Name(WebhookFilter filter) => filter switch
    {
        WebhookFilter.AutoDisabled => "Auto-disabled",
        _ => filter.ToString(),
    };

    /// <summary>What a filter means, where its name does not say all of it.</summary>
    public static string? Meaning(WebhookFilter filter) => filter switch
    {
        WebhookFilter.Disabled => "Disabled by somebody or automatically",
        WebhookFilter.AutoDisabled => "Disabled automatically, because too many attempts in a row failed",
        WebhookFilter.Failing => "Enabled, and the last attempt of a subscribed event type failed, or attempts fail in a row",
        _ => null,
    };

    public static string Name(WebhookSort sort) => sort switch
    {
        WebhookSort.LastDelivery => "Last delivery",
        WebhookSort.SuccessRate => "Success rate",
        _ => sort.ToString(),
    };

    public static string Direction(WebhookSort sort, bool descending) => (sort, descending) switch
    {
        (WebhookSort.Name, false) => "A to Z",
        (WebhookSort.Name, true) => "Z to A",
        (WebhookSort.SuccessRate, false) => "Lowest first",
        (WebhookSort.SuccessRate, true) => "Highest first",
        (WebhookSort.Created, true) => "Newest first",
        (WebhookSort.LastDelivery, true) => "Latest first",
        _ => "Oldest first",
    };
}
