namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Which webhooks.</summary>
public enum WebhookFilter
{
    All,

    Enabled,

    /// <summary>By whom or what ever.</summary>
    Disabled,

    /// <summary>Because too many attempts in a row failed.</summary>
    AutoDisabled,

    /// <summary>Enabled, and either the last attempt of an event type that it subscribes to failed, or attempts fail in a row.</summary>
    Failing,
}

/// <summary>In which order. What has no last delivery, or no attempt to make a rate of, comes last in either direction.</summary>
public enum WebhookSort
{
    Name,

    LastDelivery,

    /// <summary>Of the last 24 hours.</summary>
    SuccessRate,

    Created,
}

/// <summary>Which page of which webhooks.</summary>
/// <param name="Search">Words, each of which the name or the URL has in it; of any case.</param>
/// <param name="Filter">Which of those.</param>
/// <param name="Sort">In which order.</param>
/// <param name="Descending">The other way round.</param>
/// <param name="Page">From 1 on; one beyond the last means the last.</param>
public sealed record WebhookQuery(string Search, WebhookFilter Filter, WebhookSort Sort, bool Descending, int Page)
{
    /// <summary>So many webhooks are on a page.</summary>
    public const int PageSize = 25;

    /// <summary>All of them, by name.</summary>
    public static WebhookQuery Default { get; } = new("", WebhookFilter.All, WebhookSort.Name, Descending: false, Page: 1);

    /// <summary>Anything but all of them is asked for.</summary>
    public bool IsFiltered => Search.Length > 0 || Filter is not WebhookFilter.All;
}
