using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>
/// Limits the cost of password hashing: it runs on a few dedicated threads, so that the thread pool stays free for requests, and their
/// queue is short. Enter the gate before any work for a password. Callers that are turned away should retry later.
/// </summary>
public sealed class PasswordGate(IPasswordHasher<IdentityUser<Guid>> hasher, int threads, int queueLength) : IDisposable
{
    /// <summary>A full queue takes about half a second to process.</summary>
    public const int DefaultQueueLength = 8;

    /// <summary>How long callers that are turned away should wait.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private static readonly IdentityUser<Guid> NoUser = new();

    private readonly PasswordThreads _threads = new(threads);
    private int _inside;

    /// <summary>Half of the CPUs, so that the other half stays free for deliveries and requests.</summary>
    public static int DefaultThreads => Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Returns a turn, which the caller must dispose after the work; null if the queue is full.</summary>
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

    internal Task<string> HashAsync(string password, CancellationToken cancel) => _threads.RunAsync(() => hasher.HashPassword(NoUser, password), cancel);

    internal Task<PasswordVerificationResult> VerifyAsync(string hash, string password, CancellationToken cancel) =>
        _threads.RunAsync(() => hasher.VerifyHashedPassword(NoUser, hash, password), cancel);
}
