namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>Decides how to log a failure: a new one in full, a repeated one as one line per minute.</summary>
internal sealed class FailureLog(TimeProvider time)
{
    /// <summary>How often a repeated failure is logged.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private (Type Type, string Message)? _last;
    private long _loggedAt;

    public FailureDetail Failed(Exception error)
    {
        var isNew = _last != (error.GetType(), error.Message);
        if (!isNew && time.GetElapsedTime(_loggedAt) < Interval)
        {
            return FailureDetail.None;
        }

        _last = (error.GetType(), error.Message);
        _loggedAt = time.GetTimestamp();
        return isNew ? FailureDetail.Full : FailureDetail.Brief;
    }

    /// <summary>Returns true if the previous round failed.</summary>
    public bool Succeeded()
    {
        var recovered = _last is not null;
        _last = null;
        return recovered;
    }
}

internal enum FailureDetail
{
    None,

    /// <summary>One line.</summary>
    Brief,

    /// <summary>With the stack trace.</summary>
    Full,
}
