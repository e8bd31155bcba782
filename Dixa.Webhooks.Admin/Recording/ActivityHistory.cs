using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>One entry in the activity list of a webhook.</summary>
/// <param name="ActorName">The actor's name at the time of the activity.</param>
/// <param name="Detail">Never contains a secret or a header value.</param>
public sealed record ActivityRow(long Id, DateTimeOffset At, string ActorName, ActivityKind Kind, string? Detail);

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
    public async Task<ActivityPage> FindAsync(Guid subscriptionId, long? before = null, int most = PageSize, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var activities = context.Activities.AsNoTracking().Where(activity => activity.SubscriptionId == subscriptionId);
        var rows = await (before is { } last ? activities.Where(activity => activity.Id < last) : activities)
            .OrderByDescending(activity => activity.Id)
            .Take(most + 1)
            .Select(activity => new ActivityRow(activity.Id, activity.At, activity.ActorName, activity.Kind, activity.Detail))
            .ToListAsync(cancel);
        return new ActivityPage([.. rows.Take(most)], rows.Count > most);
    }
}
