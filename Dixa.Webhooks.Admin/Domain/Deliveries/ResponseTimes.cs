namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>
/// A histogram of endpoints' response times. Each bucket is 15 % wider than the one before, so that histograms can be added and
/// percentiles are accurate to 15 %. The first bucket covers everything below one millisecond.
/// </summary>
public sealed class ResponseTimes
{
    private const double Growth = 1.15;

    /// <summary>The last bucket has no upper bound; it starts above one minute.</summary>
    private const int Buckets = 81;

    private readonly long[] _counts = new long[Buckets];

    /// <summary>The number of responses counted.</summary>
    public long Count { get; private set; }

    public void Add(TimeSpan duration) => Add(BucketOf(duration.TotalMilliseconds), 1);

    public void Add(ResponseTimes other)
    {
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            Add(bucket, other._counts[bucket]);
        }
    }

    /// <summary>Returns a percentile, or null if there are no responses.</summary>
    /// <param name="share">Above 0 and at most 1: 0.95 for the 95th percentile.</param>
    public TimeSpan? Percentile(double share)
    {
        if (Count == 0)
        {
            return null;
        }

        var (target, before) = (share * Count, 0L);
        var bucket = 0;
        while (before + _counts[bucket] < target)
        {
            before += _counts[bucket++];
        }

        var within = (target - before) / _counts[bucket];
        var (low, high) = (LowerBound(bucket), LowerBound(bucket + 1));
        return TimeSpan.FromMilliseconds(low + (within * (high - low)));
    }

    /// <summary>The stored format: each bucket's count as a little-endian base-128 varint; empty buckets at the end are omitted.</summary>
    public byte[] ToBytes()
    {
        var bytes = new List<byte>(Buckets);
        var used = Array.FindLastIndex(_counts, count => count > 0) + 1;
        foreach (var count in _counts.AsSpan(0, used))
        {
            var rest = (ulong)count;
            for (; rest > 0x7F; rest >>= 7)
            {
                bytes.Add((byte)(rest | 0x80));
            }

            bytes.Add((byte)rest);
        }

        return [.. bytes];
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    public static ResponseTimes Read(ReadOnlySpan<byte> bytes)
    {
        var times = new ResponseTimes();
        for (var bucket = 0; bytes.Length > 0 && bucket < Buckets; bucket++)
        {
            var (count, shift) = (0L, 0);
            byte next;
            do
            {
                next = bytes[0];
                bytes = bytes[1..];
                count |= (long)(next & 0x7F) << shift;
                shift += 7;
            }
            while (next > 0x7F && bytes.Length > 0);

            times.Add(bucket, count);
        }

        return times;
    }

    private void Add(int bucket, long count) => (_counts[bucket], Count) = (_counts[bucket] + count, Count + count);

    private static int BucketOf(double milliseconds) =>
        milliseconds < 1 ? 0 : Math.Min(Buckets - 1, 1 + (int)Math.Log(milliseconds, Growth));

    private static double LowerBound(int bucket) => bucket == 0 ? 0 : Math.Pow(Growth, bucket - 1);
}
