using System.Collections.Concurrent;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>A password hasher that records what it verifies and on which kind of thread, and that can be blocked.</summary>
public sealed class WatchedHasher : IPasswordHasher<IdentityUser<Guid>>, IDisposable
{
    private readonly PasswordHasher<IdentityUser<Guid>> _hasher = new(Options.Create(QuickHashes.Hasher));
    private readonly ManualResetEventSlim _open = new(initialState: true);

    /// <summary>The verified hashes, in order.</summary>
    public ConcurrentQueue<string> Verified { get; } = new();

    /// <summary>The number of hashes and verifications on thread pool threads and on others.</summary>
    public ConcurrentQueue<bool> OnPoolThread { get; } = new();

    /// <summary>Blocks all later work until <see cref="Release"/>.</summary>
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
        // The event is not disposed, because a thread of the gate may still use it.
        Release();
        GC.SuppressFinalize(this);
    }

    private void Enter()
    {
        OnPoolThread.Enqueue(Thread.CurrentThread.IsThreadPoolThread);
        _open.Wait();
    }
}
