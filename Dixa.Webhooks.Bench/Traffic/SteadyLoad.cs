using System.Diagnostics;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>
/// A steady rate, whatever the answers. An event that finds every connection taken waits, and its latency counts from
/// when it was meant to be sent, so that a slow answer is not hidden by the events that it holds up.
/// </summary>
internal sealed class SteadyLoad(LoadOrder order, int rate)
{
    private const int Accepted = 202;

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

        var began = Stopwatch.GetTimestamp();

        // A thread of its own: it sleeps until each event is due, more exactly than a timer would.
        await Task.Factory.StartNew(() => Pace(began, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await _answered.Task.WaitAsync(cancel);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (var publisher in publishers)
        {
            publisher.Connection.Dispose();
        }

        return new LoadAnswer(_accepted, _refused, seconds);
    }

    private async Task<Publisher> OpenAsync(CancellationToken cancel) => new(
        await PublishConnection.OpenAsync(order.Port, cancel),
        [.. EventCatalogue.All.Take(order.Types).Select(type => new PublishRequest(type, 1, order.PayloadBytes, AppProcess.Token))]);

    private void Pace(long began, CancellationToken cancel)
    {
        for (var i = 0; i < _total && !cancel.IsCancellationRequested; i++)
        {
            var due = began + (long)(i * (double)Stopwatch.Frequency / rate);
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
                Note(await publisher.Connection.SendAsync(request.Bytes, cancel) == Accepted);
                due = Next(publisher);
            }
        }
        catch (Exception error) when (error is BenchException or System.Net.Sockets.SocketException)
        {
            _answered.TrySetException(error);
        }
    }

    private void Note(bool accepted)
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
