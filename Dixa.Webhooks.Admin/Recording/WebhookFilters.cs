using System.Linq.Expressions;
using Dixa.Webhooks.Admin.Components.Webhooks.Details;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>What a <see cref="WebhookQuery"/> asks for, as the store understands it.</summary>
internal static class WebhookFilters
{
    private const string Escape = "\\";

    /// <summary>Nobody types more of them.</summary>
    private const int MaxWords = 10;

    /// <summary>Those with each word of a text in their name or their URL.</summary>
    public static IQueryable<WebhookSubscription> Named(this IQueryable<WebhookSubscription> webhooks, string search) =>
        search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxWords).Aggregate(webhooks, HavingWord);

    public static IQueryable<WebhookSubscription> That(this IQueryable<WebhookSubscription> webhooks, WebhookFilter filter, WebhooksDbContext context)
    {
        var failing = Failing(context);
        return filter switch
        {
            WebhookFilter.Enabled => webhooks.Where(webhook => webhook.Enabled),
            WebhookFilter.Disabled => webhooks.Where(webhook => !webhook.Enabled),
            WebhookFilter.AutoDisabled => webhooks.Where(webhook => !webhook.Enabled && (webhook.DisabledStatusCode != null || webhook.DisabledFailure != null)),
            WebhookFilter.Failing => webhooks.Where(webhook => webhook.Enabled && failing.Contains(webhook.Id)),
            _ => webhooks,
        };
    }

    /// <summary>The webhooks with a red light, or with failures in a row; the one place that says what <see cref="WebhookFilter.Failing"/> means, but for "enabled".</summary>
    public static IQueryable<Guid> Failing(WebhooksDbContext context) => context.EventStatuses
        .Where(status => status.Failure != null || status.StatusCode < AttemptResult.LowestSuccess || status.StatusCode > AttemptResult.HighestSuccess)
        .Where(status => context.SubscribedEvents.Any(subscribed => subscribed.SubscriptionId == status.SubscriptionId && subscribed.EventType == status.EventType))
        .Select(status => status.SubscriptionId)
        .Union(context.Lanes.Where(lane => lane.ConsecutiveFailures > 0).Select(lane => lane.SubscriptionId));

    /// <param name="webhooks">Those to be sorted.</param>
    /// <param name="sort">By what.</param>
    /// <param name="descending">The other way round.</param>
    /// <param name="context">The store.</param>
    /// <param name="firstHour">When the day began of which the success rate is.</param>
    public static IQueryable<WebhookSubscription> By(
        this IQueryable<WebhookSubscription> webhooks, WebhookSort sort, bool descending, WebhooksDbContext context, DateTimeOffset firstHour)
    {
        var (noDelivery, noRate) = descending ? (DateTimeOffset.MinValue, -1.0) : (DateTimeOffset.MaxValue, 2.0);
        return sort switch
        {
            WebhookSort.LastDelivery => webhooks
                .Directed(descending, webhook => context.EventStatuses
                    .Where(status => status.SubscriptionId == webhook.Id)
                    .Max(status => (DateTimeOffset?)status.AttemptedAt) ?? noDelivery)
                .ThenByName(),
            WebhookSort.SuccessRate => webhooks
                .Directed(descending, webhook => context.Hours
                    .Where(hour => hour.SubscriptionId == webhook.Id && hour.Hour >= firstHour && hour.Delivered + hour.FailedAttempts > 0)
                    .GroupBy(hour => hour.SubscriptionId)
                    .Select(hours => (double?)((double)hours.Sum(hour => hour.Delivered) / hours.Sum(hour => hour.Delivered + hour.FailedAttempts)))
                    .FirstOrDefault() ?? noRate)
                .ThenByName(),
            WebhookSort.Created => webhooks.Directed(descending, webhook => webhook.CreatedAt).ThenByName(),
            _ => webhooks.Directed(descending, webhook => webhook.Name.ToLower()).ThenBy(webhook => webhook.CreatedAt).ThenBy(webhook => webhook.Id),
        };
    }

    private static IOrderedQueryable<WebhookSubscription> ThenByName(this IOrderedQueryable<WebhookSubscription> webhooks) =>
        webhooks.ThenBy(webhook => webhook.Name.ToLower()).ThenBy(webhook => webhook.CreatedAt).ThenBy(webhook => webhook.Id);

    private static IOrderedQueryable<WebhookSubscription> Directed<TKey>(
        this IQueryable<WebhookSubscription> webhooks, bool descending, Expression<Func<WebhookSubscription, TKey>> key) =>
        descending ? webhooks.OrderByDescending(key) : webhooks.OrderBy(key);

    // SQLite takes only A to Z for the same in both cases, PostgreSQL nothing. With the word in small letters and in capitals, Ø is found as ø too.
    private static IQueryable<WebhookSubscription> HavingWord(IQueryable<WebhookSubscription> webhooks, string word)
    {
        var (small, capital) = (Pattern(word.ToLowerInvariant()), Pattern(word.ToUpperInvariant()));
        return webhooks.Where(webhook =>
            EF.Functions.Like(webhook.Name.ToLower(), small, Escape)
            || EF.Functions.Like(webhook.Name, capital, Escape)
            || EF.Functions.Like(((string)(object)webhook.Url).ToLower(), small, Escape));
    }

    private static string Pattern(string word) => $"%{word
        .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
        .Replace("%", Escape + "%", StringComparison.Ordinal)
        .Replace("_", Escape + "_", StringComparison.Ordinal)}%";
}
