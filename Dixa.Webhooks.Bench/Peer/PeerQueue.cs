using System.Globalization;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Peer;

/// <summary>The queue that people build by hand: BullMQ on Redis, with a publisher and workers in processes of their own.</summary>
internal sealed class PeerQueue : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _parts = [];
    private readonly List<CompanionProcess> _workers = [];
    private CompanionProcess? _publisher;
    private NodeFolder? _folder;

    private PeerQueue()
    {
    }

    /// <summary>Installs and starts everything.</summary>
    /// <param name="options">The queue's options.</param>
    /// <param name="endpoint">Where the workers send events.</param>
    /// <param name="cancel">Stops waiting.</param>
    public static async Task<PeerQueue> StartAsync(PeerOptions options, Uri endpoint, CancellationToken cancel)
    {
        var queue = new PeerQueue();
        try
        {
            await queue.StartPartsAsync(options, endpoint, cancel);
            return queue;
        }
        catch
        {
            await queue.DisposeAsync();
            throw;
        }
    }

    /// <summary>Publishes events and returns the time from the first publish to the last arrival.</summary>
    /// <exception cref="BenchException">An event did not arrive.</exception>
    public async Task<double> MeasureAsync(PeerOrder order, Receiver receiver, CancellationToken cancel)
    {
        await receiver.ResetAsync(cancel);
        var started = (await _publisher!.AskAsync<PeerOrder, PeerAnswer>(order, cancel)).StartedAt / 1e9;
        return await Drained.LastArrivalAsync(receiver, order.Count, cancel) - started;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(_parts))
        {
            await part.DisposeAsync();
        }

        _folder?.Dispose();
    }

    private async Task StartPartsAsync(PeerOptions options, Uri endpoint, CancellationToken cancel)
    {
        _folder = await NodeFolder.InstallAsync(cancel);
        var redis = Part(await RedisProcess.StartAsync(options.RedisFsync, cancel));
        var port = ("REDIS_PORT", redis.Port.ToString(CultureInfo.InvariantCulture));
        for (var worker = 0; worker < options.Workers; worker++)
        {
            _workers.Add(Part(CompanionProcess.Start(_folder.Script(
                "worker.js", port, ("ENDPOINT", $"{endpoint}"), ("CONCURRENCY", options.Concurrency.ToString(CultureInfo.InvariantCulture))))));
        }

        _publisher = Part(CompanionProcess.Start(_folder.Script("publisher.js", port)));
        foreach (var worker in _workers)
        {
            await worker.AskAsync<object, object>(new(), cancel);
        }
    }

    private T Part<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }
}
