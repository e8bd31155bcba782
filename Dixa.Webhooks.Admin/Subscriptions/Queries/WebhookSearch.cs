using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions.Queries;

/// <summary>
/// Searches webhooks page by page. The database filters, sorts and pages, and no encrypted column is read, so the cost for a screen does not
/// grow with the number of webhooks. Each call opens its own context.
/// </summary>
public sealed class WebhookSearch(IDbContextFactory<WebhooksDbContext> contexts, OutcomeHistory outcomes)
{
    public async Task<WebhookPageResult> FindAsync(WebhookQuery query, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = context.Subscriptions.AsNoTracking().IgnoreAutoIncludes().Named(query.Search);
        var counts = await CountsAsync(context, found, cancel);
        var empty = new WebhookPageResult([], counts, 1, counts[query.Filter], query.PageSize);
        var page = Math.Clamp(query.Page, 1, empty.Pages);
        var rows = found.That(query.Filter, context)
            .By(query.Sort, query.Descending, context, outcomes.FirstHourOfDay)
            .Skip((page - 1) * query.PageSize)
            .Take(query.PageSize);
        return empty with { Rows = await ReadAsync(context, rows, cancel), Page = page };
    }

    /// <summary>
    /// Refreshes a page that is shown. If the sort order depends on traffic, the rows keep their order, so that none moves under the mouse
    /// pointer. The search runs again only if other webhooks match than before.
    /// </summary>
    public async Task<WebhookPageResult> RefreshAsync(WebhookQuery query, WebhookPageResult shown, CancellationToken cancel = default)
    {
        if (query.Sort is WebhookSort.LastDelivery or WebhookSort.SuccessRate)
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var found = context.Subscriptions.AsNoTracking().IgnoreAutoIncludes().Named(query.Search);
            var counts = await CountsAsync(context, found, cancel);
            Guid[] ids = [.. shown.Rows.Select(row => row.Id)];
            var rows = await ReadAsync(context, found.That(query.Filter, context).Where(webhook => ids.Contains(webhook.Id)), cancel);
            if (rows.Count == ids.Length && counts[query.Filter] == shown.Total)
            {
                return shown with { Rows = [.. rows.OrderBy(row => Array.IndexOf(ids, row.Id))], Counts = counts };
            }
        }

        return await FindAsync(query, cancel);
    }

    /// <summary>
    /// Refreshes the values of the rows of a page that is shown, and nothing else. Rows that no longer match stay; removed ones stay as they were.
    /// </summary>
    /// <returns>The page, and whether a search would now find other rows.</returns>
    public async Task<(WebhookPageResult Page, bool IsOutdated)> RefreshRowsAsync(WebhookQuery query, WebhookPageResult shown, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        Guid[] ids = [.. shown.Rows.Select(row => row.Id)];
        var rows = (await ReadAsync(context, context.Subscriptions.AsNoTracking().IgnoreAutoIncludes().Where(webhook => ids.Contains(webhook.Id)), cancel)).ToDictionary(row => row.Id);
        var current = await FindAsync(query, cancel);
        var isOutdated = query.Sort is WebhookSort.LastDelivery or WebhookSort.SuccessRate
            ? current.Total != shown.Total || rows.Count != ids.Length
            : !current.Rows.Select(row => row.Id).SequenceEqual(ids);
        return (shown with { Rows = [.. shown.Rows.Select(row => rows.GetValueOrDefault(row.Id, row))], Counts = current.Counts }, isOutdated);
    }

    private static async Task<IReadOnlyDictionary<WebhookFilter, int>> CountsAsync(
        WebhooksDbContext context, IQueryable<WebhookSubscription> found, CancellationToken cancel)
    {
        var failing = WebhookFilters.Failing(context);
        var counts = await found
            .Select(webhook => new
            {
                webhook.Enabled,
                Automatically = webhook.DisabledReason!.Kind == DisableKind.ConsecutiveFailures,
                Failing = failing.Contains(webhook.Id),
            })
            .GroupBy(webhook => webhook)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(cancel);
        return Enum.GetValues<WebhookFilter>().ToDictionary(filter => filter, filter => counts
            .Where(group => filter switch
            {
                WebhookFilter.Enabled => group.Key.Enabled,
                WebhookFilter.Disabled => !group.Key.Enabled,
                WebhookFilter.AutoDisabled => !group.Key.Enabled && group.Key.Automatically,
                WebhookFilter.Failing => group.Key is { Enabled: true, Failing: true },
                _ => true,
            })
            .Sum(group => group.Count));
    }

    private async Task<IReadOnlyList<WebhookListItem>> ReadAsync(WebhooksDbContext context, IQueryable<WebhookSubscription> webhooks, CancellationToken cancel)
    {
        var rows = await webhooks
            .Select(webhook => new
            {
                webhook.Id,
                webhook.Name,
                webhook.Url,
                EventCount = webhook.Events.Count,
                webhook.Enabled,
                webhook.DisabledReason,
                ConsecutiveFailures = context.Lanes.Where(lane => lane.SubscriptionId == webhook.Id).Select(lane => lane.ConsecutiveFailures).FirstOrDefault(),
                webhook.Revision,
                webhook.Owner,
                webhook.Tags,
            })
            .ToListAsync(cancel);
        Guid[] ids = [.. rows.Select(row => row.Id)];
        var statuses = await context.EventStatuses.AsNoTracking().Where(status => ids.Contains(status.SubscriptionId)).ToListAsync(cancel);
        var last = statuses.GroupBy(status => status.SubscriptionId).ToDictionary(group => group.Key, group => group.MaxBy(status => status.AttemptedAt)!);
        var days = await outcomes.LastDayAsync(ids, cancel);
        return [.. rows.Select(row => new WebhookListItem(
            row.Id,
            row.Name,
            row.Url.Text,
            row.EventCount,
            row.Enabled,
            row.DisabledReason,
            row.ConsecutiveFailures,
            last.TryGetValue(row.Id, out var status) ? TypeStatus.Of(status) : null,
            days[row.Id],
            row.Revision)
        {
            Owner = row.Owner,
            Tags = row.Tags,
        })];
    }
}
