using Dixa.Webhooks.Admin.Subscriptions.Queries;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>The display texts of the overview's filters and sort orders.</summary>
public static class FilterText
{
    public static string Name(WebhookFilter filter) => filter switch
    {
        WebhookFilter.AutoDisabled => "Auto-disabled",
        _ => filter.ToString(),
    };

    /// <summary>Explains a filter; null if its name is enough.</summary>
    public static string? Meaning(WebhookFilter filter) => filter switch
    {
        WebhookFilter.Disabled => "Disabled by a person or automatically",
        WebhookFilter.AutoDisabled => "Disabled automatically after too many consecutive failures",
        WebhookFilter.Failing => "Enabled, with consecutive failures or a failed last attempt of a subscribed event type",
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
