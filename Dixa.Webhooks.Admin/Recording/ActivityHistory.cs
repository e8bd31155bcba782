using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>One entry in the activity list of a webhook.</summary>
/// <param name="ActorName">The actor's name at the time of the activity.</param>
public sealed record ActivityRow(long Id, DateTimeOffset At, string ActorName, Activity Activity);

/// <summary>A page of activities, newest first.</summary>
/// <param name="Older">Whether there are older activities.</param>
public sealed record ActivityPage(IReadOnlyList<ActivityRow> Rows, bool Older);

/// <summary>Reads the activities of a webhook for screens. Each call opens its own context.</summary>
public sealed class ActivityHistory(IDbContextFactory<WebhooksDbContext> contexts)
{
    public const int PageSize = 50;

    /// <summary>
    /// The next page after the activity with the id <paramref name="before"/>; null means the first page. Ids are in the order of the
    /// activities.
    /// </summary>
    public async Task<ActivityPage> FindAsync(Guid subscriptionId, long? before = null, int max = PageSize, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var activities = context.Activities.AsNoTracking().Where(activity => activity.SubscriptionId == subscriptionId);
        var rows = await (before is { } last ? activities.Where(activity => activity.Id < last) : activities)
            .OrderByDescending(activity => activity.Id)
            .Take(max + 1)
            .ToListAsync(cancel);
        return new ActivityPage([.. rows.Take(max).Select(Row)], rows.Count > max);
    }

    private static ActivityRow Row(StoredActivity stored) => new(stored.Id, stored.At, stored.ActorName, StoredActivity.Read(stored.Kind, stored.Data));
}
