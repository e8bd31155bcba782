using System.Collections.Concurrent;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Records jobs passed to Hangfire, and runs the lanes' jobs when the test requests it.</summary>
public sealed class RecordedJobs : IBackgroundJobClient
{
    private readonly ConcurrentQueue<Guid> _lanes = new();
    private readonly ConcurrentBag<Type> _others = [];
    private int _count;

    /// <summary>The lanes with a waiting job.</summary>
    public IReadOnlyCollection<Guid> Lanes => _lanes;

    /// <summary>The types of the other enqueued jobs.</summary>
    public IReadOnlyCollection<Type> Others => _others;

    public string Create(Job job, IState state)
    {
        if (state is ScheduledState)
        {
            throw new NotSupportedException("Hangfire uses the system clock; wake a lane with LaneRegistry.WakeAt.");
        }

        if (job.Type == typeof(LaneJob))
        {
            _lanes.Enqueue((Guid)job.Args[0]);
        }
        else
        {
            _others.Add(job.Type);
        }

        return Interlocked.Increment(ref _count).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public bool ChangeState(string jobId, IState state, string expectedState) => throw new NotSupportedException();

    /// <summary>Drops the waiting jobs, as if Hangfire's memory was lost.</summary>
    public void Lose() => _lanes.Clear();

    /// <summary>Runs the lanes' jobs as they are enqueued, until the condition is true.</summary>
    public Task RunLanesUntilAsync(TestStore store, Func<bool> condition, string what) => Eventually.BecomesTrueAsync(
        async () =>
        {
            await RunWaitingAsync(store);
            return condition();
        },
        what);

    /// <summary>Runs the lanes' jobs until none is waiting, and then lets requests in flight end.</summary>
    public async Task RunLanesAsync(TestStore store)
    {
        do
        {
            await RunWaitingAsync(store);
            await Eventually.BecomesTrueAsync(() => store.Service<DispatchLoad>().InFlight == 0 || !_lanes.IsEmpty, "every request ends");
        }
        while (!_lanes.IsEmpty);
    }

    private async Task RunWaitingAsync(TestStore store)
    {
        while (_lanes.TryDequeue(out var id))
        {
            await store.Make<LaneJob>().RunAsync(id, TestContext.Current.CancellationToken);
        }
    }
}
