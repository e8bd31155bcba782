namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>A row of a table whose keys grow with the time, although the time has no index.</summary>
internal sealed record TimedKey(long Key, DateTimeOffset At)
{
    /// <summary>Rows of one moment can be stored in another order.</summary>
    public static readonly TimeSpan Disorder = TimeSpan.FromMinutes(1);

    /// <summary>The key of the first row at or after a time, or the end of the table. A binary search.</summary>
    /// <param name="from">The time.</param>
    /// <param name="end">One after the last key.</param>
    /// <param name="firstFrom">Reads the first row whose key is at least this one.</param>
    public static async Task<long> FirstFromAsync(DateTimeOffset from, long end, Func<long, Task<TimedKey?>> firstFrom)
    {
        var (low, high) = (0L, end);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var probe = await firstFrom(middle);
            (low, high) = probe is null || probe.At >= from ? (low, middle) : (probe.Key + 1, high);
        }

        return low;
    }
}
