using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>
/// Bounds what hashing passwords may cost: it runs on a few threads of its own, so that requests keep the thread pool, and the queue for
/// them is short. Enter before any work for a password. A caller who is turned away tries again later.
/// </summary>
public sealed class PasswordGate(IPasswordHasher<IdentityUser<Guid>> hasher, int threads, int queueLength) : IDisposable
{
    /// <summary>A full queue takes about half a second to empty.</summary>
    public const int DefaultQueueLength = 8;

    /// <summary>How long a caller who is turned away should wait.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private static readonly IdentityUser<Guid> Nobody = new();

    private readonly PasswordThreads _threads = new(threads);
    private int _inside;

    /// <summary>Half of the processors, so that deliveries and requests keep the other half.</summary>
    public static int DefaultThreads => Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Returns a turn, to be disposed after the work; null when the queue is full.</summary>
    public PasswordTurn? TryEnter()
    {
        if (Interlocked.Increment(ref _inside) <= threads + queueLength)
        {
            return new PasswordTurn(this);
        }

        Leave();
        return null;
    }

    public void Dispose() => _threads.Dispose();

    internal void Leave() => Interlocked.Decrement(ref _inside);

    internal Task<string> HashAsync(string password, CancellationToken cancel) => _threads.RunAsync(() => hasher.HashPassword(Nobody, password), cancel);

    internal Task<PasswordVerificationResult> VerifyAsync(string hash, string password, CancellationToken cancel) =>
        _threads.RunAsync(() => hasher.VerifyHashedPassword(Nobody, hash, password), cancel);
}
