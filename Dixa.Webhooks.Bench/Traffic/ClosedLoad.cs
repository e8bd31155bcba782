using System.Diagnostics;
using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>As much as goes in: each connection sends its next request as soon as it has the answer to the last.</summary>
internal static class ClosedLoad
{
    private const int Accepted = 202;

    public static async Task<LoadAnswer> RunAsync(LoadOrder order, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        var each = await Task.WhenAll(Enumerable.Range(0, order.Connections).Select(number => Task.Run(() => PublishAsync(order, number, began, cancel), cancel)));
        return new LoadAnswer(each.Sum(one => one.Accepted), each.Sum(one => one.Refused), Stopwatch.GetElapsedTime(began).TotalSeconds)
        {
            Times = [.. each.SelectMany(one => one.Times)],
        };
    }

    private static async Task<(int Accepted, int Refused, List<long> Times)> PublishAsync(LoadOrder order, int number, long began, CancellationToken cancel)
    {
        var ids = new BenchEvents(HashCode.Combine(order.Seed, number), order.PayloadBytes);
        var request = new PublishRequest(BenchEvents.Type, order.EventsPerRequest, order.PayloadBytes, AppProcess.Token);
        using var connection = await PublishConnection.OpenAsync(order.Port, cancel);
        var (accepted, refused, times) = (0, 0, new List<long>());
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < order.Seconds)
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
}
