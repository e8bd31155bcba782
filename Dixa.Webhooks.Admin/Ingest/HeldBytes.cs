namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>One request's share of the <see cref="IntakeMemory"/>.</summary>
internal sealed class HeldBytes(IntakeMemory memory) : IDisposable
{
    private long _bytes;

    /// <summary>Whether the request was refused because other requests use too much memory.</summary>
    public bool Refused { get; private set; }

    /// <summary>Raises this request's share to <paramref name="total"/> bytes. Returns false if that exceeds the limit together with other requests.</summary>
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
