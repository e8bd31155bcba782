namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>What one request holds of the <see cref="IntakeMemory"/>.</summary>
internal sealed class HeldBytes(IntakeMemory memory) : IDisposable
{
    private long _bytes;

    /// <summary>It asked for more than there was.</summary>
    public bool Refused { get; private set; }

    /// <summary>Holds this many bytes in all; false when that is too much together with other requests.</summary>
    public bool TryHold(long total)
    {
        if (total <= _bytes)
        {
            return true;
        }

        if (!memory.TryHold(total - _bytes, _bytes))
        {
            Refused = true;
            return false;
        }

        _bytes = total;
        return true;
    }

    public void Dispose() => memory.Release(_bytes);
}
