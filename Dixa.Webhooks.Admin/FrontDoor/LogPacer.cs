namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Allows one log line per interval, so that clients cannot flood the log.</summary>
internal sealed class LogPacer(TimeProvider time, TimeSpan interval)
{
    /// <summary>Guards the two fields below.</summary>
    private readonly Lock _lock = new();
    private long? _last;
    private long _suppressed;

    /// <summary>Whether to write a line now, and how many lines were suppressed since the last one.</summary>
    public bool MayWrite(out long suppressed)
    {
        lock (_lock)
        {
            suppressed = _suppressed;
            if (_last is { } last && time.GetElapsedTime(last) < interval)
            {
                _suppressed++;
                return false;
            }

            (_last, _suppressed) = (time.GetTimestamp(), 0);
            return true;
        }
    }
}
