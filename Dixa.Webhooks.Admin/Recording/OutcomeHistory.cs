using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Reads the results of a webhook's attempts per hour, without tests. The cost does not depend on the length of the history. Each call opens its own context.</summary>
public sealed class OutcomeHistory(IDbContextFactory<WebhooksDbContext> contexts, TimeProvider time)
{
    private const int HoursPerDay = 24;

    /// <summary>The start of the first of the 24 hours that <see cref="LastDayAsync"/> returns.</summary>
    internal DateTimeOffset FirstHourOfDay => First(HoursPerDay);

    /// <summary>
    /// The hours of a webhook that have any data, oldest first. <paramref name="hours"/> includes the current hour.
    /// </summary>
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

    /// <summary>The last 24 hours of each of these webhooks, including webhooks and hours without attempts.</summary>
    public async Task<IReadOnlyDictionary<Guid, DayOutcome>> LastDayAsync(IReadOnlyCollection<Guid> subscriptionIds, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var first = First(HoursPerDay);
        var stored = await context.Hours.AsNoTracking()
            .Where(hour => subscriptionIds.Contains(hour.SubscriptionId) && hour.Hour >= first)
            .Select(hour => new { hour.SubscriptionId, hour.Hour, hour.Delivered, hour.FailedAttempts })
            .ToListAsync(cancel);
        var known = stored.ToLookup(hour => hour.SubscriptionId);
        return subscriptionIds.ToDictionary(id => id, id =>
        {
            var byHour = known[id].ToDictionary(hour => hour.Hour);
            return new DayOutcome([.. Enumerable.Range(0, HoursPerDay).Select(offset => byHour.TryGetValue(first.AddHours(offset), out var hour)
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
