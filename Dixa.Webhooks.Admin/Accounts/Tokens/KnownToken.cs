using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>A token in memory, with when its use was last written down.</summary>
/// <param name="stored">The token as it was read.</param>
/// <param name="before">The same token as it was known before, which may know of a later use.</param>
internal sealed class KnownToken(StoredApiToken stored, KnownToken? before)
{
    private long _usedTicks = Math.Max(stored.LastUsedAt?.UtcTicks ?? 0, before is null ? 0 : Volatile.Read(ref before._usedTicks));

    public StoredApiToken Stored { get; } = stored;

    /// <summary>Whether this use is to be written down: true for one caller, when the last one that was is longer ago than <paramref name="atMost"/>.</summary>
    public bool NotesUse(DateTimeOffset now, TimeSpan atMost)
    {
        var used = Volatile.Read(ref _usedTicks);
        return now.UtcTicks - used >= atMost.Ticks && Interlocked.CompareExchange(ref _usedTicks, now.UtcTicks, used) == used;
    }
}
