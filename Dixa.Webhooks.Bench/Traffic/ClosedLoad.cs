using System.Diagnostics;
using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>Max load: each connection sends its next request as soon as it has the response to the last one.</summary>
internal static class ClosedLoad
{
    private const int Accepted = 202;

    public static async Task<LoadAnswer> RunAsync(LoadOrder order, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var left = new Remaining(order, started);
        var each = await Task.WhenAll(Enumerable.Range(0, order.Connections).Select(number => Task.Run(() => PublishAsync(order, number, left, cancel), cancel)));
        return new LoadAnswer(each.Sum(one => one.Accepted), each.Sum(one => one.Refused), Stopwatch.GetElapsedTime(started).TotalSeconds)
        {
            StartedAt = started,
            Times = [.. each.SelectMany(one => one.Times)],
        };
    }

    private static async Task<(int Accepted, int Refused, List<long> Times)> PublishAsync(LoadOrder order, int number, Remaining left, CancellationToken cancel)
    {
        var ids = new BenchEvents(HashCode.Combine(order.Seed, number), order.PayloadBytes);
        var request = new PublishRequest(BenchEvents.Type, order.EventsPerRequest, order.PayloadBytes, AppProcess.Token);
        using var connection = await PublishConnection.OpenAsync(order.Port, cancel);
        var (accepted, refused, times) = (0, 0, new List<long>());
        while (left.Take())
        {
            request.Identify(ids.NextId);
            var sent = Stopwatch.GetTimestamp();
            var status = await connection.SendAsync(request.Bytes, cancel);
            if (order.KeepsTimes)
            {
                times.Add(Stopwatch.GetTimestamp() - sent);
            }

            if (status == Accepted)
            {
                accepted += request.Events;
            }
            else
            {
                refused++;
            }
        }

        return (accepted, refused, times);
    }

    /// <summary>Decides whether another request is sent.</summary>
    private sealed class Remaining(LoadOrder order, long started)
    {
        private int _taken;

        public bool Take() => order.Events is { } events
            ? Interlocked.Add(ref _taken, order.EventsPerRequest) <= events
            : Stopwatch.GetElapsedTime(started).TotalSeconds < order.Seconds;
    }
}
