using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>A cached token with the time at which its use was last recorded.</summary>
/// <param name="stored">The token as read from the database.</param>
/// <param name="before">The same token's previous cache entry, which may have a later use; null if there is none.</param>
internal sealed class CachedToken(StoredApiToken stored, CachedToken? before)
{
    private long _usedTicks = Math.Max(stored.LastUsedAt?.UtcTicks ?? 0, before is null ? 0 : Volatile.Read(ref before._usedTicks));

    public StoredApiToken Stored { get; } = stored;

    /// <summary>Whether to record this use. Returns true for one caller, if the last recorded use is at least <paramref name="interval"/> ago.</summary>
    public bool ShouldRecordUse(DateTimeOffset now, TimeSpan interval)
    {
        var used = Volatile.Read(ref _usedTicks);
        return now.UtcTicks - used >= interval.Ticks && Interlocked.CompareExchange(ref _usedTicks, now.UtcTicks, used) == used;
    }
}
