using System.Diagnostics;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>
/// Publishes at a steady rate, independent of responses. If every connection is busy, an event waits, and its latency counts from its
/// scheduled time. So a slow response is not hidden by the events that it delays (coordinated omission).
/// </summary>
internal sealed class SteadyLoad(LoadOrder order, int rate)
{
    private const int Accepted = 202;

    /// <summary>Guards <see cref="_idle"/> and <see cref="_waiting"/>.</summary>
    private readonly Lock _gate = new();
    private readonly Stack<Publisher> _idle = new();
    private readonly Queue<Due> _waiting = new();
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _total = (int)(rate * order.Seconds);
    private int _accepted;
    private int _refused;

    public async Task<LoadAnswer> RunAsync(CancellationToken cancel)
    {
        var publishers = await Task.WhenAll(Enumerable.Range(0, order.Connections).Select(_ => OpenAsync(cancel)));
        foreach (var publisher in publishers)
        {
            _idle.Push(publisher);
        }

        var started = Stopwatch.GetTimestamp();

        // A dedicated thread that sleeps until each event is due, which is more precise than a timer.
        await Task.Factory.StartNew(() => Pace(started, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await _answered.Task.WaitAsync(cancel);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (var publisher in publishers)
        {
            publisher.Connection.Dispose();
        }

        return new LoadAnswer(_accepted, _refused, seconds);
    }

    private async Task<Publisher> OpenAsync(CancellationToken cancel) => new(
        await PublishConnection.OpenAsync(order.Port, cancel),
        [.. EventCatalogue.All.Take(order.Types).Select(type => new PublishRequest(type, 1, order.PayloadBytes, AppProcess.Token))]);

    private void Pace(long started, CancellationToken cancel)
    {
        for (var i = 0; i < _total && !cancel.IsCancellationRequested; i++)
        {
            var due = started + (long)(i * (double)Stopwatch.Frequency / rate);
            while (Stopwatch.GetTimestamp() < due)
            {
                Thread.Sleep(1);
            }

            if (Take(new Due(i, due)) is { } publisher)
            {
                _ = PublishAsync(publisher, new Due(i, due), cancel);
            }
        }
    }

    private Publisher? Take(Due due)
    {
        lock (_gate)
        {
            if (_idle.TryPop(out var publisher))
            {
                return publisher;
            }

            _waiting.Enqueue(due);
            return null;
        }
    }

    private async Task PublishAsync(Publisher publisher, Due? due, CancellationToken cancel)
    {
        try
        {
            while (due is { } next)
            {
                var request = publisher.Requests[next.Number % publisher.Requests.Count];
                request.Identify(() => TimedId.Create(next.Number, next.At));
                Count(await publisher.Connection.SendAsync(request.Bytes, cancel) == Accepted);
                due = Next(publisher);
            }
        }
        catch (Exception error) when (error is BenchException or System.Net.Sockets.SocketException)
        {
            _answered.TrySetException(error);
        }
    }

    private void Count(bool accepted)
    {
        Interlocked.Increment(ref accepted ? ref _accepted : ref _refused);
        if (Volatile.Read(ref _accepted) + Volatile.Read(ref _refused) == _total)
        {
            _answered.TrySetResult();
        }
    }

    private Due? Next(Publisher publisher)
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out var due))
            {
                return due;
            }

            _idle.Push(publisher);
            return null;
        }
    }

    private readonly record struct Due(int Number, long At);

    private sealed record Publisher(PublishConnection Connection, IReadOnlyList<PublishRequest> Requests);
}
