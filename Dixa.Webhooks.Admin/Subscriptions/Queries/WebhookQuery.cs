namespace Dixa.Webhooks.Admin.Subscriptions.Queries;

public enum WebhookFilter
{
    All,

    Enabled,

    /// <summary>By a user or automatically.</summary>
    Disabled,

    /// <summary>Disabled automatically after too many consecutive failures.</summary>
    AutoDisabled,

    /// <summary>Enabled, and the last attempt of a subscribed event type failed or there are consecutive failures.</summary>
    Failing,
}

/// <summary>The sort order. Webhooks without a last delivery or without attempts come last in both directions.</summary>
public enum WebhookSort
{
    Name,

    LastDelivery,

    /// <summary>Of the last 24 hours.</summary>
    SuccessRate,

    Created,
}

/// <summary>Selects a page of webhooks.</summary>
/// <param name="Search">Words that must all be in the name, the URL, the description, the owner or the tags; case does not matter.</param>
/// <param name="Page">Starts at 1. A number beyond the last page means the last page.</param>
/// <param name="PageSize">1 to <see cref="MaxPageSize"/>.</param>
public sealed record WebhookQuery(string Search, WebhookFilter Filter, WebhookSort Sort, bool Descending, int Page, int PageSize = WebhookQuery.DefaultPageSize)
{
    public const int DefaultPageSize = 25;
    public const int MaxPageSize = 100;

    /// <summary>All webhooks, by name.</summary>
    public static WebhookQuery Default { get; } = new("", WebhookFilter.All, WebhookSort.Name, Descending: false, Page: 1);

    /// <summary>Whether there is a search text or a filter.</summary>
    public bool IsFiltered => Search.Length > 0 || Filter is not WebhookFilter.All;
}
