using System.Collections.Concurrent;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Takes what is handed to Hangfire, and runs the lanes' jobs when the test says so.</summary>
public sealed class RecordedJobs : IBackgroundJobClient
{
    private readonly ConcurrentQueue<Guid> _lanes = new();
    private readonly ConcurrentBag<Type> _others = [];
    private int _count;

    /// <summary>The lanes that wait for a job.</summary>
    public IReadOnlyCollection<Guid> Lanes => _lanes;

    /// <summary>The types of the other jobs that were asked for.</summary>
    public IReadOnlyCollection<Type> Others => _others;

    public string Create(Job job, IState state)
    {
        if (state is ScheduledState)
        {
            throw new NotSupportedException("Hangfire goes by the machine's clock; wake a lane with Lanes.WakeAt.");
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

    /// <summary>Forgets the jobs that wait, as Hangfire does when its memory is lost.</summary>
    public void Lose() => _lanes.Clear();

    /// <summary>Runs the lanes' jobs as they come, until the condition holds.</summary>
    public Task RunLanesUntilAsync(TestStore store, Func<bool> condition, string what) => Eventually.BecomesTrueAsync(
        async () =>
        {
            await RunWaitingAsync(store);
            return condition();
        },
        what);

    /// <summary>Runs the lanes' jobs until none waits, and then lets what is in flight end.</summary>
    public async Task RunLanesAsync(TestStore store)
    {
        do
        {
            await RunWaitingAsync(store);
            await Eventually.BecomesTrueAsync(() => store.Service<LaneSender>().InFlight == 0 || !_lanes.IsEmpty, "every request ends");
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
