using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>What came of a webhook's attempts hour by hour, however long its history is. Tests are not in it. Each call opens a context of its own.</summary>
public sealed class OutcomeHistory(IDbContextFactory<WebhooksDbContext> contexts, TimeProvider time)
{
    private const int HoursOfADay = 24;

    /// <summary>When the first of the last 24 hours began, as <see cref="LastDayAsync"/> has them.</summary>
    internal DateTimeOffset FirstHourOfDay => First(HoursOfADay);

    /// <summary>The hours of a webhook in which anything happened, the oldest first.</summary>
    /// <param name="subscriptionId">The webhook.</param>
    /// <param name="hours">How many, the one that has begun included.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<HourOutcome>> HoursAsync(Guid subscriptionId, int hours, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var first = First(hours);
        var stored = await context.Hours.AsNoTracking()
            .Where(hour => hour.SubscriptionId == subscriptionId && hour.Hour >= first)
            .OrderBy(hour => hour.Hour)
            .ToListAsync(cancel);
        return [.. stored.Select(hour => new HourOutcome(
            hour.Hour, hour.Delivered, hour.FailedAttempts, hour.GivenUp, hour.Cancelled, ResponseTimes.Read(hour.ResponseTimes)))];
    }

    /// <summary>The last 24 hours of each of these webhooks; one without an attempt has them too, empty.</summary>
    public async Task<IReadOnlyDictionary<Guid, DayOutcome>> LastDayAsync(IReadOnlyCollection<Guid> subscriptionIds, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var first = First(HoursOfADay);
        var stored = await context.Hours.AsNoTracking()
            .Where(hour => subscriptionIds.Contains(hour.SubscriptionId) && hour.Hour >= first)
            .Select(hour => new { hour.SubscriptionId, hour.Hour, hour.Delivered, hour.FailedAttempts })
            .ToListAsync(cancel);
        var known = stored.ToLookup(hour => hour.SubscriptionId);
        return subscriptionIds.ToDictionary(id => id, id =>
        {
            var byHour = known[id].ToDictionary(hour => hour.Hour);
            return new DayOutcome([.. Enumerable.Range(0, HoursOfADay).Select(offset => byHour.TryGetValue(first.AddHours(offset), out var hour)
                ? new AttemptCount(hour.Hour, hour.Delivered, hour.FailedAttempts)
                : new AttemptCount(first.AddHours(offset), 0, 0))]);
        });
    }

    private DateTimeOffset First(int hours)
    {
        var now = time.GetUtcNow().UtcTicks;
        return new DateTimeOffset(now - (now % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(1 - hours);
    }
}
