using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>A password hasher that records what it verifies and on which kind of thread, and that can be held.</summary>
public sealed class WatchedHasher : IPasswordHasher<IdentityUser<Guid>>, IDisposable
{
    private readonly PasswordHasher<IdentityUser<Guid>> _hasher = new();
    private readonly ManualResetEventSlim _open = new(initialState: true);

    /// <summary>The hashes that passwords were verified against, in order.</summary>
    public ConcurrentQueue<string> Verified { get; } = new();

    /// <summary>How often a password was hashed or verified, by whether that was on a thread of the pool.</summary>
    public ConcurrentQueue<bool> OnPoolThread { get; } = new();

    /// <summary>From now on all work waits for <see cref="Release"/>.</summary>
    public void Hold() => _open.Reset();

    public void Release() => _open.Set();

    public string HashPassword(IdentityUser<Guid> user, string password)
    {
        Enter();
        return _hasher.HashPassword(user, password);
    }

    public PasswordVerificationResult VerifyHashedPassword(IdentityUser<Guid> user, string hashedPassword, string providedPassword)
    {
        Enter();
        Verified.Enqueue(hashedPassword);
        return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }

    public void Dispose()
    {
        // The event itself stays: a thread of the gate may still look at it.
        Release();
        GC.SuppressFinalize(this);
    }

    private void Enter()
    {
        OnPoolThread.Enqueue(Thread.CurrentThread.IsThreadPoolThread);
        _open.Wait();
    }
}
