using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Something that was done to a webhook, or with it.</summary>
/// <param name="ActorName">Who did it, as they were called then.</param>
/// <param name="Detail">More on it; never a secret or a header's value.</param>
public sealed record ActivityRow(long Id, DateTimeOffset At, string ActorName, ActivityKind Kind, string? Detail);

/// <summary>A part of the activities, newest first.</summary>
/// <param name="Older">Whether there are older ones than the last of these.</param>
public sealed record ActivityPage(IReadOnlyList<ActivityRow> Rows, bool Older);

/// <summary>Who did what to a webhook. Each call opens a context of its own.</summary>
public sealed class ActivityHistory(IDbContextFactory<WebhooksDbContext> contexts)
{
    /// <summary>How many are read at a time.</summary>
    public const int PageSize = 50;

    /// <summary>The newest, or the newest of those before one of them. They are kept in the order in which they were done.</summary>
    /// <param name="subscriptionId">The webhook.</param>
    /// <param name="before">The last one of the page before; null for the first page.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancel">Gives up.</param>
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
