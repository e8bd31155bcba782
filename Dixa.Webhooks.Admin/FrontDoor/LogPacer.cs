namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Lets one log line through per interval, so that clients cannot fill the log.</summary>
internal sealed class LogPacer(TimeProvider time, TimeSpan interval)
{
    private readonly Lock _lock = new();
    private long? _last;
    private long _suppressed;

    /// <summary>Whether to write now.</summary>
    /// <param name="suppressed">How many were not written since the last line.</param>
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
