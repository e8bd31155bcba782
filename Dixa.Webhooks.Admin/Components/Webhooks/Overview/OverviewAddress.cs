using System.Globalization;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>What the overview shows, as its address says it. What is as usual stays out of the address, and what nobody knows there is as usual.</summary>
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

    public static WebhookQuery Read(string? search, string? filter, string? sort, string? direction, string? page)
    {
        var by = Sorts.FirstOrDefault(known => known.Value == sort).Key;
        return new WebhookQuery(
            search?.Trim() is { } text ? text[..Math.Min(text.Length, MaxSearchLength)] : "",
            Filters.FirstOrDefault(known => known.Value == filter).Key,
            by,
            direction switch { Ascending => false, Descending => true, _ => IsUsuallyDescending(by) },
            int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1);
    }

    /// <summary>The names and values after the question mark; a value that is as usual is null.</summary>
    public static IReadOnlyList<(string Name, string? Value)> Write(WebhookQuery query) =>
    [
        (Search, query.Search),
        (Filter, Filters.GetValueOrDefault(query.Filter)),
        (Sort, Sorts.GetValueOrDefault(query.Sort)),
        (Direction, query.Descending == IsUsuallyDescending(query.Sort) ? null : query.Descending ? Descending : Ascending),
        (Page, query.Page > 1 ? query.Page.ToString(CultureInfo.InvariantCulture) : null),
    ];

    /// <summary>What most people want to see first: the latest, the newest, but the lowest rate.</summary>
    public static bool IsUsuallyDescending(WebhookSort sort) => sort is WebhookSort.LastDelivery or WebhookSort.Created;
}
