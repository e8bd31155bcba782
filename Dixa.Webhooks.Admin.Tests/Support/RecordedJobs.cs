using System.Collections.Concurrent;
using Dixa.Webhooks.Admin.Dispatch;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Takes what is handed to Hangfire, and runs the lanes' jobs when the test says so.</summary>
public sealed class RecordedJobs : IBackgroundJobClient
{
    private readonly ConcurrentQueue<Guid> _lanes = new();
    private readonly ConcurrentBag<DateTime> _scheduled = [];
    private int _count;

    /// <summary>The lanes that wait for a job.</summary>
    public IReadOnlyCollection<Guid> Lanes => _lanes;

    /// <summary>The times for which a lane's job was scheduled, in UTC.</summary>
    public IReadOnlyCollection<DateTime> Scheduled => _scheduled;

    public string Create(Job job, IState state)
    {
        if (state is ScheduledState scheduled)
        {
            _scheduled.Add(scheduled.EnqueueAt);
        }
        else if (job.Type == typeof(LaneJob))
        {
            _lanes.Enqueue((Guid)job.Args[0]);
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
            await Eventually.BecomesTrueAsync(() => store.Service<Attempts>().InFlight == 0 || !_lanes.IsEmpty, "every request ends");
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
