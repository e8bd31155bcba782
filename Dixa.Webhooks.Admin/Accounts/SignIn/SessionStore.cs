using System.Collections.Concurrent;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Accounts.SignIn;

/// <summary>
/// The sessions of signed-in people. The database is authoritative: a cookie is invalid if its session has ended or has not been used for
/// <see cref="Lifetime"/>, whatever its expiry. Requests use a short-lived cache, which is invalidated when a session ends.
/// </summary>
public sealed class SessionStore : IDisposable
{
    /// <summary>A session ends after it has not been used for this long.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>How long a cached result is used. Signals from other processes invalidate it earlier.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private const int MaxCached = 10_000;

    /// <summary>How often a session's last use is recorded.</summary>
    private static readonly TimeSpan UseRecordedEvery = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Session, CachedResult> _cache = new();
    private readonly IDbContextFactory<WebhooksDbContext> _contexts;
    private readonly AuditLog _audit;
    private readonly StoreSignals _signals;
    private readonly TimeProvider _time;
    private int _changes;

    public SessionStore(IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, StoreSignals signals, TimeProvider time)
    {
        (_contexts, _audit, _signals, _time) = (contexts, audit, signals, time);
        _signals.Heard += OnSignal;
    }

    /// <summary>Raised when sessions of a person have ended, in this process or another. The argument is the person's id.</summary>
    public event Action<Guid>? Ended;

    public void Dispose() => _signals.Heard -= OnSignal;

    /// <summary>
    /// Starts a session and returns its secret for the cookie. The security stamp must be the one from when the person authenticated. It is recorded as a
    /// sign-in unless it replaces a session (<paramref name="isSignIn"/>).
    /// </summary>
    public async Task<string> StartAsync(Actor person, string securityStamp, bool isSignIn = true, CancellationToken cancel = default)
    {
        var (secret, now) = (LinkSecret.Generate(), _time.GetUtcNow());
        var oldest = now - Lifetime;
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await context.Sessions.Where(session => session.LastSeenAt <= oldest).ExecuteDeleteAsync(cancel);
        context.Sessions.Add(new StoredSession { Id = LinkSecret.Id(secret), UserId = person.Id, SecurityStamp = securityStamp, CreatedAt = now, LastSeenAt = now });
        await context.SaveChangesAsync(cancel);
        if (isSignIn)
        {
            await _audit.AddAsync(context, person, AuditTarget.Person(person.Id, person.Name), new Activity.SignedIn(), cancel);
        }

        await transaction.CommitAsync(cancel);
        return secret;
    }

    /// <summary>Whether the session is valid according to the cache.</summary>
    public async ValueTask<bool> IsValidAsync(Session session, CancellationToken cancel = default)
    {
        if (_cache.TryGetValue(session, out var known) && known.Changes == Volatile.Read(ref _changes) && _time.GetElapsedTime(known.ReadAt) < Freshness)
        {
            return known.IsValid;
        }

        // Taken before the read, so that a change during the read makes the result stale.
        var (changes, readAt) = (Volatile.Read(ref _changes), _time.GetTimestamp());
        var isValid = await IsValidNowAsync(session, cancel);
        if (_cache.Count >= MaxCached)
        {
            _cache.Clear();
        }

        _cache[session] = new CachedResult(isValid, changes, readAt);
        return isValid;
    }

    /// <summary>Whether the session is valid according to the database: for open pages, and before something is changed or revealed.</summary>
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

        if (now - stored.LastSeenAt >= UseRecordedEvery)
        {
            await context.Sessions.Where(row => row.Id == session.Id && row.LastSeenAt < now)
                .ExecuteUpdateAsync(row => row.SetProperty(column => column.LastSeenAt, now), cancel);
        }

        return true;
    }

    /// <summary>Ends a session at the request of its person.</summary>
    public async Task EndAsync(Session session, Actor person, CancellationToken cancel = default)
    {
        await using (var context = await _contexts.CreateDbContextAsync(cancel))
        await using (var transaction = await context.Database.BeginTransactionAsync(cancel))
        {
            if (await context.Sessions.Where(row => row.Id == session.Id && row.UserId == session.UserId).ExecuteDeleteAsync(cancel) > 0)
            {
                await _audit.AddAsync(context, person, AuditTarget.Person(person.Id, person.Name), new Activity.SignedOut(), cancel);
                await transaction.CommitAsync(cancel);
            }
        }

        AnnounceEnd(session.UserId);
    }

    /// <summary>Removes all of a person's sessions in the caller's transaction. Call <see cref="AnnounceEnd"/> after the commit.</summary>
    internal static Task RemoveAllAsync(WebhooksDbContext context, Guid userId, CancellationToken cancel) =>
        context.Sessions.Where(session => session.UserId == userId).ExecuteDeleteAsync(cancel);

    /// <summary>Informs open pages and other processes that sessions of a person have ended.</summary>
    internal void AnnounceEnd(Guid userId)
    {
        Invalidate(userId);
        _signals.Send(StoreSignal.SessionsEnded, userId);
    }

    private void OnSignal(StoreSignal signal, Guid id)
    {
        if (signal is StoreSignal.SessionsEnded)
        {
            Invalidate(id);
        }
    }

    private void Invalidate(Guid userId)
    {
        Interlocked.Increment(ref _changes);
        Ended?.Invoke(userId);
    }

    private sealed record CachedResult(bool IsValid, int Changes, long ReadAt);
}
