namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>
/// The bytes of all requests that are being read or stored at a time. A request alone is always taken, and one that would go beyond the
/// limit together with others is refused, so that its publisher sends it again a moment later.
/// </summary>
/// <param name="limit">The most bytes of all requests together.</param>
public sealed class IntakeMemory(long limit)
{
    private const long Mebibyte = 1024 * 1024;

    private long _held;

    /// <summary>How many bytes are held.</summary>
    public long Held => Volatile.Read(ref _held);

    /// <summary>The limit of a process: a request needs about three times its bytes until it is stored.</summary>
    /// <param name="memory">Bytes of memory that the process may use.</param>
    public static IntakeMemory Of(long memory) => new(Math.Clamp(memory / 16, 4 * Mebibyte, 512 * Mebibyte));

    /// <summary>Begins a request that holds nothing yet.</summary>
    internal HeldBytes Begin() => new(this);

    /// <summary>Holds more bytes for a request; false when that is too much together with the others.</summary>
    /// <param name="more">How many more.</param>
    /// <param name="own">How many the request holds already.</param>
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
