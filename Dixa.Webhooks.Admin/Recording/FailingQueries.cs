using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Reads;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Reads the consecutive failures of a webhook.</summary>
public sealed class FailingQueries(IDbContextFactory<WebhooksDbContext> contexts, AutoDisableRule rule)
{
    /// <summary>Of more failures only the latest are read.</summary>
    public const int MaxRead = 1_000;

    /// <summary>Null if the webhook is disabled or has too few consecutive failures to mention; see <see cref="AutoDisablePolicy.MentionAt"/>.</summary>
    public async Task<ConsecutiveFailures?> FindAsync(Guid id, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var webhook = await context.Lanes
            .Where(lane => lane.SubscriptionId == id)
            .Join(
                context.Subscriptions.IgnoreAutoIncludes(),
                lane => lane.SubscriptionId,
                webhook => webhook.Id,
                (lane, webhook) => new { lane.ConsecutiveFailures, webhook.Enabled, webhook.ConsecutiveFailuresSince })
            .SingleOrDefaultAsync(cancel);
        if (webhook is not { Enabled: true, ConsecutiveFailures: var count } || count < AutoDisablePolicy.MentionAt(rule))
        {
            return null;
        }

        var latest = await context.FailuresSince(id, webhook.ConsecutiveFailuresSince)
            .OrderByDescending(attempt => attempt.Id)
            .Take(Math.Min(count, MaxRead))
            .Select(attempt => new { attempt.StartedAt, attempt.StatusCode, attempt.Failure })
            .ToListAsync(cancel);
        return new ConsecutiveFailures(
            count,
            latest.Count == count ? latest.Min(attempt => attempt.StartedAt) : null,
            [.. latest.GroupBy(attempt => (attempt.StatusCode, attempt.Failure))
                .Select(kind => new FailureCount(new AttemptResult(kind.Key.StatusCode, kind.Key.Failure), kind.Count()))
                .OrderByDescending(kind => kind.Count)]);
    }
}

/// <summary>Failed attempts since the last success.</summary>
/// <param name="Count">How many.</param>
/// <param name="Since">When the first one started; null if it is not known any more.</param>
/// <param name="Kinds">How they ended, the most frequent first. Of many failures only the latest are included.</param>
public sealed record ConsecutiveFailures(int Count, DateTimeOffset? Since, IReadOnlyList<FailureCount> Kinds);

/// <param name="Result">How the attempts ended.</param>
/// <param name="Count">How many attempts.</param>
public sealed record FailureCount(AttemptResult Result, int Count);
