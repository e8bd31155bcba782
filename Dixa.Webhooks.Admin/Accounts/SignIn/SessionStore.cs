using System.Collections.Concurrent;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts.SignIn;

/// <summary>
/// The sessions of people who are signed in. The store has the last word: a cookie whose session has ended, or has not been used for
/// <see cref="Lifetime"/>, is worth nothing, whatever expiry it claims. Requests ask a short-lived cache, which a session's end clears.
/// </summary>
public sealed class SessionStore : IDisposable
{
    /// <summary>A session ends when it was not used for this long.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>How old an answer of the cache may be. Other processes' changes come by signal, too.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private const int MaxCached = 10_000;

    /// <summary>How often the use of a session is written.</summary>
    private static readonly TimeSpan UseIsNotedEvery = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Session, Answer> _cache = new();
    private readonly IDbContextFactory<WebhooksDbContext> _contexts;
    private readonly StoreSignals _signals;
    private readonly TimeProvider _time;
    private int _changes;

    public SessionStore(IDbContextFactory<WebhooksDbContext> contexts, StoreSignals signals, TimeProvider time)
    {
        (_contexts, _signals, _time) = (contexts, signals, time);
        _signals.Heard += Hear;
    }

    /// <summary>One or all sessions of a person have ended, in this process or another.</summary>
    public event Action<Guid>? Ended;

    public void Dispose() => _signals.Heard -= Hear;

    /// <summary>Starts a session and returns its secret, for the cookie.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="securityStamp">The person's, as it was when they proved who they are.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<string> StartAsync(Guid userId, string securityStamp, CancellationToken cancel = default)
    {
        var (secret, now) = (LinkSecret.Generate(), _time.GetUtcNow());
        var oldest = now - Lifetime;
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        await context.Sessions.Where(session => session.LastSeenAt <= oldest).ExecuteDeleteAsync(cancel);
        context.Sessions.Add(new StoredSession { Id = LinkSecret.Id(secret), UserId = userId, SecurityStamp = securityStamp, CreatedAt = now, LastSeenAt = now });
        await context.SaveChangesAsync(cancel);
        return secret;
    }

    /// <summary>Whether the session exists, by the cache.</summary>
    public async ValueTask<bool> IsValidAsync(Session session, CancellationToken cancel = default)
    {
        if (_cache.TryGetValue(session, out var known) && known.Changes == Volatile.Read(ref _changes) && _time.GetElapsedTime(known.ReadAt) < Freshness)
        {
            return known.IsValid;
        }

        // Taken before the read: a change that comes during it makes the answer stale.
        var (changes, readAt) = (Volatile.Read(ref _changes), _time.GetTimestamp());
        var isValid = await IsValidNowAsync(session, cancel);
        if (_cache.Count >= MaxCached)
        {
            _cache.Clear();
        }

        _cache[session] = new Answer(isValid, changes, readAt);
        return isValid;
    }

    /// <summary>Whether the session exists, by the store: for what changes or reveals something, and for open pages.</summary>
    public async Task<bool> IsValidNowAsync(Session session, CancellationToken cancel = default)
    {
        var now = _time.GetUtcNow();
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        var stored = await context.Sessions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == session.Id, cancel);
        if (stored is null || stored.UserId != session.UserId || now - stored.LastSeenAt >= Lifetime)
        {
            return false;
        }

        var stamp = await context.Users.Where(user => user.Id == session.UserId).Select(user => user.SecurityStamp).SingleOrDefaultAsync(cancel);
        if (stamp != stored.SecurityStamp)
        {
            return false;
        }

        if (now - stored.LastSeenAt >= UseIsNotedEvery)
        {
            await context.Sessions.Where(row => row.Id == session.Id && row.LastSeenAt < now)
                .ExecuteUpdateAsync(row => row.SetProperty(column => column.LastSeenAt, now), cancel);
        }

        return true;
    }

    /// <summary>Ends one session.</summary>
    public async Task EndAsync(Session session, CancellationToken cancel = default)
    {
        await using (var context = await _contexts.CreateDbContextAsync(cancel))
        {
            await context.Sessions.Where(row => row.Id == session.Id && row.UserId == session.UserId).ExecuteDeleteAsync(cancel);
        }

        AnnounceEnd(session.UserId);
    }

    /// <summary>Removes all sessions of a person within the caller's transaction. Call <see cref="AnnounceEnd"/> after the commit.</summary>
    internal static Task RemoveAllAsync(WebhooksDbContext context, Guid userId, CancellationToken cancel) =>
        context.Sessions.Where(session => session.UserId == userId).ExecuteDeleteAsync(cancel);

    /// <summary>Lets open pages and other processes know that sessions of a person have ended.</summary>
    internal void AnnounceEnd(Guid userId)
    {
        Forget(userId);
        _signals.Send(StoreSignal.SessionsEnded, userId);
    }

    private void Hear(StoreSignal signal, Guid id)
    {
        if (signal is StoreSignal.SessionsEnded)
        {
            Forget(id);
        }
    }

    private void Forget(Guid userId)
    {
        Interlocked.Increment(ref _changes);
        Ended?.Invoke(userId);
    }

    private sealed record Answer(bool IsValid, int Changes, long ReadAt);
}
