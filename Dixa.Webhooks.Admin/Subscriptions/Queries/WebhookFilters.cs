using System.Linq.Expressions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions.Queries;

/// <summary>Translates a <see cref="WebhookQuery"/> into database queries.</summary>
internal static class WebhookFilters
{
    private const string Escape = "\\";

    /// <summary>Limits the length of the SQL. Further words are ignored.</summary>
    private const int MaxWords = 10;

    /// <summary>Webhooks that have every word of the search text in their name, URL, description, owner or tags.</summary>
    public static IQueryable<WebhookSubscription> Named(this IQueryable<WebhookSubscription> webhooks, string search) =>
        search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxWords).Aggregate(webhooks, HavingWord);

    public static IQueryable<WebhookSubscription> That(this IQueryable<WebhookSubscription> webhooks, WebhookFilter filter, WebhooksDbContext context)
    {
        var failing = Failing(context);
        return filter switch
        {
            WebhookFilter.Enabled => webhooks.Where(webhook => webhook.Enabled),
            WebhookFilter.Disabled => webhooks.Where(webhook => !webhook.Enabled),
            WebhookFilter.AutoDisabled => webhooks.Where(webhook => !webhook.Enabled && webhook.DisabledReason!.Kind == DisableKind.ConsecutiveFailures),
            WebhookFilter.Failing => webhooks.Where(webhook => webhook.Enabled && failing.Contains(webhook.Id)),
            _ => webhooks,
        };
    }

    /// <summary>Webhooks with a red status or with consecutive failures. This defines <see cref="WebhookFilter.Failing"/>, except that it includes disabled webhooks.</summary>
    public static IQueryable<Guid> Failing(WebhooksDbContext context) => context.EventStatuses
        .Where(status => status.Failure != null || status.StatusCode < AttemptResult.LowestSuccess || status.StatusCode > AttemptResult.HighestSuccess)
        .Where(status => context.SubscribedEvents.Any(subscribed => subscribed.SubscriptionId == status.SubscriptionId && subscribed.EventType == status.EventType))
        .Select(status => status.SubscriptionId)
        .Union(context.Lanes.Where(lane => lane.ConsecutiveFailures > 0).Select(lane => lane.SubscriptionId));

    /// <summary>Sorts the webhooks. <paramref name="firstHour"/> is the start of the 24 hours that the success rate covers.</summary>
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

    // Depending on the database, LIKE ignores case only for A to Z, or not at all. Comparing the word in lower and upper case also finds Ø as ø.
    private static IQueryable<WebhookSubscription> HavingWord(IQueryable<WebhookSubscription> webhooks, string word)
    {
        var (lower, upper) = (Pattern(word.ToLowerInvariant()), Pattern(word.ToUpperInvariant()));
        return webhooks.Where(webhook =>
            EF.Functions.Like(webhook.Name.ToLower(), lower, Escape)
            || EF.Functions.Like(webhook.Name, upper, Escape)
            || EF.Functions.Like(((string)(object)webhook.Url).ToLower(), lower, Escape)
            || EF.Functions.Like(webhook.Description.ToLower(), lower, Escape)
            || EF.Functions.Like(webhook.Description, upper, Escape)
            || EF.Functions.Like(webhook.Owner.ToLower(), lower, Escape)
            || EF.Functions.Like(webhook.Owner, upper, Escape)
            || EF.Functions.Like(((string)(object)webhook.Tags).ToLower(), lower, Escape)
            || EF.Functions.Like((string)(object)webhook.Tags, upper, Escape));
    }

    private static string Pattern(string word) => $"%{word
        .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
        .Replace("%", Escape + "%", StringComparison.Ordinal)
        .Replace("_", Escape + "_", StringComparison.Ordinal)}%";
}
