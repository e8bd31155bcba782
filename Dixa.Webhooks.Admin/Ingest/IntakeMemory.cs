namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>
/// Limits the total bytes of requests that are being read or stored. A single request is always accepted. A request that exceeds the
/// limit together with others is refused, so that its publisher retries it later.
/// </summary>
public sealed class IntakeMemory(long limit)
{
    private const long Mebibyte = 1024 * 1024;

    private long _held;

    public long Held => Volatile.Read(ref _held);

    /// <summary>
    /// Derives the limit from the memory, in bytes, that the process may use. A request needs about three times its size until it is stored.
    /// </summary>
    public static IntakeMemory Of(long memory) => new(Math.Clamp(memory / 16, 4 * Mebibyte, 512 * Mebibyte));

    /// <summary>Starts a request with no bytes yet.</summary>
    internal HeldBytes Begin() => new(this);

    /// <summary>
    /// Adds <paramref name="more"/> bytes to a request that already holds <paramref name="own"/>. Returns false if that exceeds the limit
    /// together with other requests.
    /// </summary>
    internal bool TryHold(long more, long own)
    {
        var held = Interlocked.Add(ref _held, more);
        if (held <= limit || held == own + more)
        {
            return true;
        }

        Release(more);
        return false;
    }

    internal void Release(long bytes) => Interlocked.Add(ref _held, -bytes);
}
