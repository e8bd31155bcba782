using Dixa.Webhooks.Admin.Storage;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>A token in memory, with when its use was last written down.</summary>
internal sealed class KnownToken(StoredApiToken stored)
{
    private long _usedTicks = stored.LastUsedAt?.UtcTicks ?? 0;

    public StoredApiToken Stored { get; } = stored;

    /// <summary>Whether this use is to be written down: true for one caller, when the last one that was is longer ago than <paramref name="atMost"/>.</summary>
    public bool NotesUse(DateTimeOffset now, TimeSpan atMost)
    {
        var used = Volatile.Read(ref _usedTicks);
        return now.UtcTicks - used >= atMost.Ticks && Interlocked.CompareExchange(ref _usedTicks, now.UtcTicks, used) == used;
    }
}
