namespace Dixa.Webhooks.Admin.Dispatch.Budget;

/// <summary>
/// The lanes that wait for their turn, in one queue for each pace. The lock of the <see cref="SendBudget"/> guards it. Only <see cref="Count"/>
/// is also read without the lock, so it is volatile.
/// </summary>
internal sealed class WaitingLanes
{
    private static readonly Pace[] AllPaces = [Pace.Fast, Pace.Unknown, Pace.Slow];

    private readonly Queue<LaneShare>[] _queues = [new(), new(), new()];
    private volatile int _count;
    private long _turns;

    public int Count => _count;

    /// <summary>The paces of the lanes that wait.</summary>
    public IEnumerable<Pace> Paces => AllPaces.Where(pace => QueueOf(pace).Count > 0);

    /// <summary>The first lane of each pace. The one that has waited longest comes first.</summary>
    public IEnumerable<LaneShare> Next => _queues.Where(queue => queue.Count > 0).Select(queue => queue.Peek()).OrderBy(share => share.Turn);

    /// <summary>Whether a lane of this pace or a faster one waits.</summary>
    public bool IsAnyUpTo(Pace pace) => _count > 0 && Paces.Any(waiting => waiting <= pace);

    /// <summary>The lane's pace must not change while it waits. It does not: only a request that ends changes it, and a waiting lane has none.</summary>
    public void Add(LaneShare share)
    {
        (share.Waits, share.Turn) = (true, _turns++);
        QueueOf(share.Pace).Enqueue(share);
        _count++;
    }

    /// <summary>Removes a lane that is the first of its pace.</summary>
    public void Remove(LaneShare share)
    {
        QueueOf(share.Pace).Dequeue();
        share.Waits = false;
        _count--;
    }

    private Queue<LaneShare> QueueOf(Pace pace) => _queues[(int)pace];
}
