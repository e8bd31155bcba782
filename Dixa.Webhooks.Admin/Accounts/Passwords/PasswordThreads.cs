using System.Collections.Concurrent;

namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>A fixed number of threads outside the thread pool. They start with the first task.</summary>
internal sealed class PasswordThreads : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _queue = [];
    private readonly Lazy<Thread[]> _threads;

    public PasswordThreads(int count) => _threads = new(() =>
    [
        .. Enumerable.Range(1, count).Select(number =>
        {
            var thread = new Thread(Work) { IsBackground = true, Name = $"Password hashing {number}" };
            thread.Start();
            return thread;
        }),
    ]);

    /// <summary>Runs the work on one of the threads. Work that is still queued when <paramref name="cancel"/> fires is skipped.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancel) =>
        Task.Factory.StartNew(work, cancel, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously, this);

    public void Dispose()
    {
        _queue.CompleteAdding();
        if (_threads.IsValueCreated)
        {
            foreach (var thread in _threads.Value)
            {
                thread.Join();
            }
        }

        _queue.Dispose();
    }

    protected override void QueueTask(Task task)
    {
        _ = _threads.Value;
        _queue.Add(task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _queue.ToArray();

    private void Work()
    {
        foreach (var task in _queue.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }
    }
}
