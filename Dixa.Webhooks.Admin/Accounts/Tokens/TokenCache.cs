using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>
/// Caches the tokens that are not revoked, because every publish request needs one. They are read again after
/// <see cref="Freshness"/>, in case another process changed them, and immediately after a change in this process.
/// </summary>
public sealed class TokenCache(IDbContextFactory<WebhooksDbContext> contexts, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    /// <summary>Lets only one caller read at a time.</summary>
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Snapshot? _snapshot;
    private int _changes;

    /// <summary>Invalidates the cache after a token was created or revoked. Call it after the commit.</summary>
    public void Changed() => Interlocked.Increment(ref _changes);

    public void Dispose() => _reading.Dispose();

    internal async ValueTask<IEnumerable<CachedToken>> WithPrefixAsync(string prefix, CancellationToken cancel)
    {
        var snapshot = Fresh() ?? await ReadAsync(cancel);
        return snapshot.Tokens[prefix];
    }

    private Snapshot? Fresh() =>
        _snapshot is { } snapshot && snapshot.Changes == Volatile.Read(ref _changes) && time.GetElapsedTime(snapshot.ReadAt) < Freshness ? snapshot : null;

    private async Task<Snapshot> ReadAsync(CancellationToken cancel)
    {
        await _reading.WaitAsync(cancel);
        try
        {
            if (Fresh() is { } current)
            {
                return current;
            }

            // Taken before the read, so that a change during the read makes the snapshot stale.
            var (changes, readAt) = (Volatile.Read(ref _changes), time.GetTimestamp());
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var stored = await context.ApiTokens.AsNoTracking().Where(token => token.RevokedAt == null).ToListAsync(cancel);
            var before = _snapshot;
            return _snapshot = new Snapshot(changes, readAt, stored.ToLookup(token => token.Prefix, token => new CachedToken(token, before?.Find(token))));
        }
        finally
        {
            _reading.Release();
        }
    }

    private sealed record Snapshot(int Changes, long ReadAt, ILookup<string, CachedToken> Tokens)
    {
        public CachedToken? Find(StoredApiToken stored) => Tokens[stored.Prefix].FirstOrDefault(known => known.Stored.Id == stored.Id);
    }
}
