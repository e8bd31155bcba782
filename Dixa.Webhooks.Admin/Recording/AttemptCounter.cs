namespace Dixa.Webhooks.Admin.Recording;

/// <summary>
/// Counts the attempts that this process has recorded, minute by minute, for the last hour. The store has them by the hour. Recording an attempt costs
/// two interlocked operations.
/// </summary>
public sealed class AttemptCounter(TimeProvider time)
{
    private const int Minutes = 60;

    /// <summary>One for each minute, by its number modulo their count. The current one is still counting.</summary>
    private readonly Bucket[] _buckets = [.. Enumerable.Range(0, Minutes + 1).Select(_ => new Bucket(-1))];

    public void Add(bool succeeded) => Of(Minute(time.GetUtcNow())).Add(succeeded);

    /// <summary>The attempts of the last minutes, up to 60, including the current one so far.</summary>
    public AttemptSum Last(int minutes)
    {
        var now = Minute(time.GetUtcNow());
        var (delivered, failed) = (0L, 0L);
        foreach (var bucket in _buckets.Where(bucket => bucket.Minute > now - minutes && bucket.Minute <= now))
        {
            delivered += bucket.Delivered;
            failed += bucket.Failed;
        }

        return new AttemptSum(delivered, failed);
    }

    private static long Minute(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;

    private Bucket Of(long minute)
    {
        ref var place = ref _buckets[minute % _buckets.Length];
        var bucket = Volatile.Read(ref place);
        if (bucket.Minute == minute)
        {
            return bucket;
        }

        // If another thread begins this minute at the same time, its bucket is used.
        Interlocked.CompareExchange(ref place, new Bucket(minute), bucket);
        return Volatile.Read(ref place);
    }

    private sealed class Bucket(long minute)
    {
        private long _delivered;
        private long _failed;

        public long Minute => minute;

        public long Delivered => Interlocked.Read(ref _delivered);

        public long Failed => Interlocked.Read(ref _failed);

        public void Add(bool succeeded) => Interlocked.Increment(ref succeeded ? ref _delivered : ref _failed);
    }
}

/// <summary>The attempts of some minutes.</summary>
/// <param name="Delivered">Attempts that succeeded: each is a delivery.</param>
/// <param name="Failed">Attempts that failed, whether or not they are retried.</param>
public sealed record AttemptSum(long Delivered, long Failed)
{
    public static AttemptSum operator +(AttemptSum left, AttemptSum right) => Add(left, right);

    public static AttemptSum Add(AttemptSum left, AttemptSum right) => new(left.Delivered + right.Delivered, left.Failed + right.Failed);
}
