using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Bench.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Rows of a history that the measured queries ask for.</summary>
/// <param name="Webhooks">The webhooks by what is special about them.</param>
/// <param name="Middle">A delivery of the busy webhook from the middle of the month.</param>
/// <param name="Failed">A delivery that failed.</param>
/// <param name="EventId">The event of <paramref name="Middle"/>.</param>
/// <param name="Deliveries">The number of deliveries in the store.</param>
internal sealed record ReadsSample(IReadOnlyList<(string Name, Guid Id)> Webhooks, Delivery Middle, long Failed, Guid EventId, int Deliveries)
{
    public Guid Busy => Webhooks[0].Id;

    public Guid Quiet => Webhooks[1].Id;

    public static async Task<ReadsSample> TakeAsync(IServiceProvider provider, IReadOnlyList<Guid> webhooks, int deliveries, CancellationToken cancel)
    {
        await using var context = await provider.GetRequiredService<IDbContextFactory<WebhooksDbContext>>().CreateDbContextAsync(cancel);
        var middle = deliveries / 400 * 200;
        var delivery = await context.Deliveries.AsNoTracking().SingleAsync(one => one.Id == middle + 1, cancel);
        return new ReadsSample(
            [("busy", webhooks[ReadsHistory.Busy]), ("quiet", webhooks[ReadsHistory.Quiet]), ("disabled", webhooks[ReadsHistory.Disabled])],
            delivery,
            middle + 7,
            await context.Events.Where(stored => stored.Id == delivery.EventKey).Select(stored => stored.EventId).SingleAsync(cancel),
            deliveries);
    }
}
