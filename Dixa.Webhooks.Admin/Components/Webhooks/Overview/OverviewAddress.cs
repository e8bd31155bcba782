using System.Globalization;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Subscriptions.Queries;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>Reads and writes the overview's URL parameters. Default values are left out, and unknown values mean the default.</summary>
public static class OverviewAddress
{
    public const string Search = "q";
    public const string Filter = "show";
    public const string Sort = "sort";
    public const string Direction = "dir";
    public const string Page = "page";

    public const int MaxSearchLength = 200;

    private const string Ascending = "asc";
    private const string Descending = "desc";

    private static readonly Dictionary<WebhookFilter, string> Filters = new()
    {
        [WebhookFilter.Enabled] = "enabled",
        [WebhookFilter.Disabled] = "disabled",
        [WebhookFilter.AutoDisabled] = "auto-disabled",
        [WebhookFilter.Failing] = "failing",
    };

    private static readonly Dictionary<WebhookSort, string> Sorts = new()
    {
        [WebhookSort.LastDelivery] = "last-delivery",
        [WebhookSort.SuccessRate] = "success-rate",
        [WebhookSort.Created] = "created",
    };

    public static WebhookQuery Read(string? search, string? filter, string? sort, string? direction, string? page, string? size = null)
    {
        var by = Sorts.FirstOrDefault(known => known.Value == sort).Key;
        return new WebhookQuery(
            search?.Trim() is { } text ? text[..Math.Min(text.Length, MaxSearchLength)] : "",
            Filters.FirstOrDefault(known => known.Value == filter).Key,
            by,
            direction switch { Ascending => false, Descending => true, _ => IsDescendingByDefault(by) },
            int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1,
            PageSize.Read(size));
    }

    /// <summary>The query parameters; a value is null when it is the default.</summary>
    public static IReadOnlyList<(string Name, string? Value)> Write(WebhookQuery query) =>
    [
        (Search, query.Search),
        (Filter, Filters.GetValueOrDefault(query.Filter)),
        (Sort, Sorts.GetValueOrDefault(query.Sort)),
        (Direction, query.Descending == IsDescendingByDefault(query.Sort) ? null : query.Descending ? Descending : Ascending),
        (Page, query.Page > 1 ? query.Page.ToString(CultureInfo.InvariantCulture) : null),
        (PageSize.Name, PageSize.Write(query.PageSize)),
    ];

    /// <summary>The more useful end comes first: the latest delivery, the newest webhook, but the lowest success rate.</summary>
    public static bool IsDescendingByDefault(WebhookSort sort) => sort is WebhookSort.LastDelivery or WebhookSort.Created;
}
