using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Replays;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Counting what a webhook missed, over the whole history and all event types.</summary>
internal static class ReplayReads
{
    private const double BarMilliseconds = 300;

    public static IEnumerable<Read> Of(IServiceProvider provider, ReadsSample sample, CancellationToken cancel)
    {
        var replayer = provider.GetRequiredService<Replayer>();
        var everything = new ReplayDraft(DateTimeOffset.UnixEpoch) { Events = EventCatalogue.All };
        return sample.Webhooks.Select(webhook => new Read(
            $"count what the {webhook.Name} webhook missed",
            () => replayer.CountAsync(Actor.System, webhook.Id, everything, cancel))
        { BarMilliseconds = BarMilliseconds });
    }
}
